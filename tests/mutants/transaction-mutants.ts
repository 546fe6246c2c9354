import ts from 'typescript'
import { below, nodesIn, type Source } from '../source'
import { calleeOf, type Mutant, replace } from './mutant'

/** Each setting, role and check at the start of a transaction. */
export function transactions(): Mutant[] {
  return below('db/transactions.ts').flatMap((source) =>
    nodesIn(source).flatMap((node) => [
      ...settings(source, node),
      ...roles(source, node),
      ...statements(source, node),
      ...checks(source, node),
      ...parts(source, node),
    ]),
  )
}

function settings(source: Source, node: ts.Node): Mutant[] {
  const isSetting =
    ts.isPropertyAssignment(node) ||
    ts.isShorthandPropertyAssignment(node) ||
    ts.isSpreadAssignment(node)
  if (!isSetting) return []
  return [replace('transaction', source, node, '...{}', '')]
}

/** Each statement at the start of a transaction. */
function statements(source: Source, node: ts.Node): Mutant[] {
  const list = calleeOf(node) === 'withSettings' && ts.isCallExpression(node) && node.arguments[1]
  if (!list || !ts.isArrayLiteralExpression(list)) return []
  return list.elements.map((statement) =>
    replace('transaction', source, statement, `'select 1'`, ''),
  )
}

function roles(source: Source, node: ts.Node): Mutant[] {
  if (!ts.isPropertyAccessExpression(node) || node.name.text !== 'DATABASE_USER_ROLE') return []
  return [replace('transaction', source, node, 'databaseEnv().DATABASE_SYSTEM_ROLE')]
}

function checks(source: Source, node: ts.Node): Mutant[] {
  const [first] = ts.isCallExpression(node) ? node.arguments : []
  if (calleeOf(node) === 'uuid' && first)
    return [replace('transaction', source, node, first.getText())]
  if (/\.replaceAll$/.test(calleeOf(node))) {
    return [replace('transaction', source, node, calleeOf(node).replace('.replaceAll', ''))]
  }
  return []
}

// Parts of the SQL.
const PARTS: { part: RegExp; other: string; as: string }[] = [
  { part: /, true\)/, other: ', false)', as: 'for the session' },
  { part: /, pg_temp/, other: '', as: 'without pg_temp' },
  { part: /quote_ident\((\w+)\)/, other: '$1', as: 'unquoted' },
  { part: / where id = '\$\{orgId\}'/, other: ' limit 1', as: 'of any org' },
]

function parts(source: Source, node: ts.Node): Mutant[] {
  if (!ts.isTemplateExpression(node) && !ts.isStringLiteral(node)) return []
  const text = node.getText()
  return PARTS.filter(({ part }) => part.test(text)).map(({ part, other, as }) =>
    replace('transaction', source, node, text.replace(part, other), as),
  )
}
