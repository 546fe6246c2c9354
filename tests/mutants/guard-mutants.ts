import ts from 'typescript'
import { below, nodesIn, type Source } from '../source'
import { calleeOf, type Mutant, replace } from './mutant'

const REQUIRE = /^require(User|OrgMember|OrgAdmin|OrgMemberById|ApiMember)$/
const ENDS = /^(notFound|forbidden|redirect|redirectToSignIn|orgNotFound)$/

/** Each check in the guards and in the wrappers of actions. */
export function guards(): Mutant[] {
  const files = [
    'lib/auth/guards.ts',
    'lib/orgs/guards.ts',
    'lib/auth/actions.ts',
    'lib/orgs/actions.ts',
  ]
  return below(...files).flatMap((source) =>
    nodesIn(source).flatMap((node) => {
      if (ts.isAwaitExpression(node) && REQUIRE.test(calleeOf(node))) return leftOut(source, node)
      if (ts.isBinaryExpression(node) && endsIn(node.right)) {
        return replace('guard', source, node, `(${node.left.getText()})!`)
      }
      if (ts.isConditionalExpression(node) && endsIn(node.whenFalse)) {
        return replace('guard', source, node, node.whenTrue.getText())
      }
      if (ts.isIfStatement(node) && ts.isExpressionStatement(node.thenStatement)) {
        return endsIn(node.thenStatement.expression) ? replace('guard', source, node, '') : []
      }
      return []
    }),
  )
}

const endsIn = (node: ts.Expression) =>
  ENDS.test(calleeOf(ts.isParenthesizedExpression(node) ? node.expression : node))

// If the result is used, the session is read without requiring one.
function leftOut(source: Source, node: ts.AwaitExpression): Mutant[] {
  if (ts.isExpressionStatement(node.parent)) return [replace('guard', source, node, 'undefined')]
  if (calleeOf(node) !== 'requireUser') return []
  return [
    replace('guard', source, node, `(await (await import('@/lib/auth/guards')).currentUser())!`),
  ]
}

/** Each guard of a page, route or layout: left out, or for members instead of admins. */
export function pages(): Mutant[] {
  return below('app/').flatMap((source) => {
    const nodes = nodesIn(source)
    const calls = nodes
      .filter(ts.isAwaitExpression)
      .filter((node) => /^require/.test(calleeOf(node)))
    const lowered = nodes.filter((node) => ts.isIdentifier(node) && node.text === 'requireOrgAdmin')
    return [
      ...calls.map((call) => replace('page', source, call, 'undefined as never', '')),
      ...lowerAll(source, lowered),
    ]
  })
}

function lowerAll(source: Source, [first, ...others]: ts.Node[]): Mutant[] {
  if (!first) return []
  const mutant = replace('page', source, first, 'requireOrgMember')
  const more = others.flatMap((node) => replace('page', source, node, 'requireOrgMember').edits)
  return [{ ...mutant, edits: [...mutant.edits, ...more] }]
}
