import ts from 'typescript'
import { below, nodesIn, type Source } from '../source'
import { calleeOf, type Mutant, replace } from './mutant'

// The guards of pages and actions have mutants of their own.
const GUARDS = /^lib\/((auth|orgs)\/guards|auth\/actions|orgs\/action)\.ts$/

const services = () =>
  below('lib/', 'db/').filter(({ path }) => !path.startsWith('lib/seed/seed') && !GUARDS.test(path))

/** Columns that say whose a row is, and whether it may still be used. */
const COLUMN =
  /\.(orgId|userId|deletedAt|emailVerified)$|^(orgs|users)\.id$|^invitations\.(email|status|expiresAt)$/

const COMPARISONS = ['eq', 'inArray', 'isNull', 'isNotNull', 'gt', 'gte', 'lt', 'lte']

/** Every condition of a statement that names the org, the person, or the state of either. */
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

// `${column} = ${org.id}` in SQL that is written out.
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

/** What stands in for a check whose answer is used: what the caller has claimed. */
const CLAIMED: Record<string, (call: ts.CallExpression) => string> = {
  authorize: () => `('admin' as const)`,
  lockOrg: ({ arguments: [, scope] }) => `(${scope?.getText()} as OrgScope).org`,
  requireVerifiedAddress: ({ arguments: [, user] }) => `${user?.getText()}.email`,
}

/** Predicates that decide who may, and the answer that lets everybody. */
const PREDICATES = ['isToken', 'isOpen', 'isSlug', 'may']

/**
 * Every call that checks the caller's right, every lock, and every predicate of that kind. What a
 * command requires of its surroundings is no matter of tenants.
 */
export function checks(): Mutant[] {
  const asked = below('lib/').filter(({ path }) => !path.startsWith('lib/cli/'))
  return asked.flatMap((source) =>
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
      const claimed = CLAIMED[callee]
      if (!claimed)
        throw new Error(
          `${source.path} uses what ${callee} answers: say in CLAIMED what to put there.`,
        )
      return replace('check', source, whole, claimed(node))
    }),
  )
}

function isLock(node: ts.CallExpression): node is ts.CallExpression & {
  expression: ts.PropertyAccessExpression
} {
  return ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'for'
}

const REFUSING = [
  'lib/orgs/',
  'lib/projects/',
  'lib/audit/',
  'lib/http.ts',
  'lib/auth/accounts.ts',
  'db/client.ts',
]

/** Every `if` that ends in an error of ours. */
export function refusals(): Mutant[] {
  return below(...REFUSING).flatMap((source) =>
    nodesIn(source)
      .filter(ts.isIfStatement)
      .filter(({ thenStatement }) => throwsOwn(thenStatement))
      .map((node) => replace('refusal', source, node, '')),
  )
}

function throwsOwn(statement: ts.Statement): boolean {
  if (ts.isBlock(statement)) return statement.statements.some(throwsOwn)
  if (!ts.isThrowStatement(statement)) return false
  return ts.isNewExpression(statement.expression) || ts.isCallExpression(statement.expression)
}

/** Every permission that is not everybody's already. */
export function permissions(): Mutant[] {
  return below('lib/orgs/permissions.ts').flatMap((source) =>
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
