import ts from 'typescript'
import { PERMISSIONS, type Permission } from '@/lib/orgs/permissions'
import { below, nodesIn, reachOf, type Source } from '../source'

export type Service = {
  name: string
  path: string
  /** Undefined if the export is not a plain function. */
  parameters?: Parameter[]
  /** The permissions in its calls of `authorize`. */
  permissions: Permission[]
}

/** What the suite passes for a parameter by itself; `other` parameters are passed by examples. */
type Parameter = 'Tx' | 'OrgScope' | 'Actor' | 'User' | 'part of a scope' | 'other'

export const takes = ({ parameters = [] }: Service, ...types: Parameter[]) =>
  parameters.some((parameter) => types.includes(parameter))

/** Services that only read. A service with another name is expected to change something. */
export const READS = /^(count|find|get|list|require|search)[A-Z]/

// Commands run the seeds, which call the services.
const SEEDS = /^lib\/(seed\/|[^/]+\/seed\.ts$)/

/** The exports that reach the database, in each folder of lib that opens transactions. */
export const services: Service[] = foldersWithTransactions().flatMap((folder) =>
  below(folder).filter(reachesDatabase).flatMap(servicesIn),
)

/** The name of a permission or an activity by the name of a service: `project.delete` by `deleteProject`. */
export function namedAfter(service: string): string {
  const [, verb, noun = ''] = /^([a-z]+)(\w*)$/.exec(service) ?? []
  return `${noun.replace(/(?<!^)[A-Z]/g, '_$&').toLowerCase()}.${verb}`
}

function foldersWithTransactions(): string[] {
  const opening = below('lib/').filter(
    ({ path, imports }) =>
      !SEEDS.test(path) &&
      imports.some(({ from, typeOnly }) => from === 'db/transactions.ts' && !typeOnly),
  )
  return [...new Set(opening.map(({ path }) => path.replace(/[^/]+$/, '')))]
}

function reachesDatabase(source: Source) {
  if (SEEDS.test(source.path)) return false
  const takesTx = source.imports.some(({ names }) => names.includes('Tx'))
  return takesTx || reachOf(source).has('db/client.ts')
}

function servicesIn(source: Source): Service[] {
  return source.exports
    .filter(({ value }) => !isConstant(value))
    .map(({ name, value }) => ({
      name,
      path: source.path,
      parameters: functionIn(value)?.parameters.map(parameterOf),
      permissions: value ? permissionsIn(value, source) : [],
    }))
}

function isConstant(value: ts.Node | undefined): boolean {
  if (!value) return false
  if (ts.isAsExpression(value) || ts.isSatisfiesExpression(value))
    return isConstant(value.expression)
  if (ts.isArrayLiteralExpression(value)) return value.elements.every(isConstant)
  if (ts.isBinaryExpression(value)) return isConstant(value.left) && isConstant(value.right)
  if (!ts.isObjectLiteralExpression(value)) return ts.isLiteralExpression(value)
  return value.properties.every(
    (one) => ts.isPropertyAssignment(one) && isConstant(one.initializer),
  )
}

function functionIn(value: ts.Node | undefined): ts.SignatureDeclaration | undefined {
  if (!value) return undefined
  if (ts.isFunctionDeclaration(value) || ts.isArrowFunction(value)) return value
  const isCached = ts.isCallExpression(value) && value.expression.getText() === 'cache'
  return isCached ? functionIn(value.arguments[0]) : undefined
}

function parameterOf({ type }: ts.ParameterDeclaration): Parameter {
  const text = type?.getText() ?? ''
  if (['Tx', 'OrgScope', 'Actor', 'User'].includes(text)) return text as Parameter
  return /\borg: \{ id: string \}/.test(text) ? 'part of a scope' : 'other'
}

/** Follows the functions of the same file, because one of them may authorize. */
function permissionsIn(value: ts.Node, source: Source, seen = new Set<ts.Node>()): Permission[] {
  if (seen.has(value)) return []
  seen.add(value)
  return callsIn(value, source).flatMap((call) => {
    if (call.expression.getText() === 'authorize') {
      const [, , permission = call] = call.arguments
      const local = callsIn(permission, source).map((one) => calleeOf(one, source))
      return [permission, ...local].flatMap((one) => (one ? permissionsNamedIn(one) : []))
    }
    const local = calleeOf(call, source)
    return local ? permissionsIn(local, source, seen) : []
  })
}

function callsIn(value: ts.Node, source: Source) {
  return nodesIn({ ...source, ast: value as ts.SourceFile }).filter(ts.isCallExpression)
}

/** The function of the same file that is called. */
function calleeOf(call: ts.CallExpression, { ast }: Source) {
  const callee = call.expression.getText()
  return ast.statements.find((one) => ts.isFunctionDeclaration(one) && one.name?.text === callee)
}

function permissionsNamedIn(node: ts.Node): Permission[] {
  if (ts.isStringLiteral(node)) return node.text in PERMISSIONS ? [node.text as Permission] : []
  const found: Permission[] = []
  ts.forEachChild(node, (child) => void found.push(...permissionsNamedIn(child)))
  return found
}
