import ts from 'typescript'
import { below, nodesIn, type Source } from '../source'
import { calleeOf, type Mutant, replace } from './mutant'

// The guards of pages and actions have mutants of their own.
const GUARDS = /^lib\/(auth|orgs)\/(guards|actions)\.ts$/

const services = () =>
  below('lib/', 'db/').filter(({ path }) => !path.startsWith('lib/seed/') && !GUARDS.test(path))

/** Columns with the owner or the state of a row. */
const COLUMN =
  /\.(orgId|userId|deletedAt|emailVerified)$|^(orgs|users)\.id$|^invitations\.(email|status|expiresAt)$/

const COMPARISONS = ['eq', 'inArray', 'isNull', 'isNotNull', 'gt', 'gte', 'lt', 'lte']

/** Each condition of a statement on one of these columns. */
export function conditions(): Mutant[] {
  return services().flatMap((source) => [
    ...nodesIn(source)
      .filter(ts.isCallExpression)
      .filter((call) => COMPARISONS.includes(calleeOf(call)))
      .filter((call) => call.arguments.some((argument) => COLUMN.test(argument.getText())))
      .map((call) => replace('condition', source, call, 'sql`true`')),
    ...nodesIn(source)
      .filter(ts.isTemplateExpression)
      .flatMap((one) => inTemplate(source, one)),
  ])
}

// `${column} = ${org.id}` in SQL.
function inTemplate(source: Source, template: ts.TemplateExpression): Mutant[] {
  const { templateSpans: spans } = template
  return spans.flatMap((span, index) => {
    const before = spans[index - 1]
    if (before?.literal.text !== ' = ' || !/\borg(\.i|I)d$/.test(span.expression.getText()))
      return []
    const mutant = replace('condition', source, span.expression, 'true')
    const start = before.expression.getStart() - 2
    return [{ ...mutant, edits: [{ start, end: span.expression.getEnd() + 1, text: 'true' }] }]
  })
}

const CHECK = /^(authorize|lockOrg|(require|refuse)[A-Z]\w*)$/

/** Replaces a check whose result is used by what the caller claims. */
const CLAIMS: Record<string, (call: ts.CallExpression) => string> = {
  authorize: () => `('admin' as const)`,
  lockOrg: ({ arguments: [, scope] }) => `(${scope?.getText()} as OrgScope).org`,
  requireVerifiedEmail: ({ arguments: [, user] }) => `${user?.getText()}.email`,
}

/** Predicates of access. */
const PREDICATES = ['verifyToken', 'isOpen', 'isSlug', 'can']

/** Each permission check, lock and predicate. Checks of commands do not concern tenants. */
export function checks(): Mutant[] {
  const sources = below('lib/').filter(({ path }) => !/^lib\/(cli|server)\//.test(path))
  return sources.flatMap((source) =>
    nodesIn(source).flatMap((node) => {
      if (!ts.isCallExpression(node)) return []
      const callee = calleeOf(node)
      if (PREDICATES.includes(callee)) return replace('check', source, node, 'true')
      if (isLock(node))
        return replace('check', source, node, node.expression.expression.getText(), '')
      if (GUARDS.test(source.path) || !CHECK.test(callee)) return []
      const whole = ts.isAwaitExpression(node.parent) ? node.parent : node
      if (ts.isExpressionStatement(whole.parent))
        return replace('check', source, whole, 'undefined')
      const claim = CLAIMS[callee]
      // Otherwise the conditions and the refusals in the check have mutants.
      if (!claim) return []
      return replace('check', source, whole, claim(node))
    }),
  )
}

function isLock(node: ts.CallExpression): node is ts.CallExpression & {
  expression: ts.PropertyAccessExpression
} {
  return ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'for'
}

const REFUSING = () => [...resourceFolders(), 'lib/http.ts', 'lib/auth/accounts.ts', 'db/client.ts']

function sourcesOfResources(): Source[] {
  return below('lib/').filter(({ path }) => /^lib\/[^/]+\/resource\.ts$/.test(path))
}

function resourceFolders(): string[] {
  return sourcesOfResources().map(({ path }) => path.replace('resource.ts', ''))
}

/** Each `if` that throws. */
export function refusals(): Mutant[] {
  return below(...REFUSING()).flatMap((source) =>
    nodesIn(source)
      .filter(ts.isIfStatement)
      .filter(({ thenStatement }) => throws(thenStatement))
      .map((node) => replace('refusal', source, node, '')),
  )
}

function throws(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.some(throws)
  if (!ts.isThrowStatement(statement)) return false
  return ts.isNewExpression(statement.expression) || ts.isCallExpression(statement.expression)
}

/** Each permission of admins is given to members too. */
export function permissions(): Mutant[] {
  return sourcesOfResources().flatMap((source) =>
    nodesIn(source)
      .filter(ts.isArrayLiteralExpression)
      .filter((list) => ts.isPropertyAssignment(list.parent) && !list.getText().includes('member'))
      .map((list) =>
        replace(
          'permission',
          source,
          list.parent,
          list.parent.getText().replace(']', `, 'member']`),
        ),
      ),
  )
}
