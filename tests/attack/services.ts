import ts from 'typescript'
import { below, reachOf, type Source, sources } from '../source'

/** What a parameter takes: a value of a type, an object, or one of several. */
export type Shape =
  | { kind: 'value'; type: string }
  | { kind: 'object'; members: Parameter[] }
  | { kind: 'list'; of: Shape }
  | { kind: 'choice'; of: Shape[] }

export type Parameter = { name: string; optional: boolean; shape: Shape }

/** `parameters` is undefined where the export is no plain function. */
export type Service = { name: string; path: string; parameters?: Parameter[] }

/** Whether one of its parameters is of one of these types. */
export const takes = ({ parameters = [] }: Service, ...types: string[]) =>
  parameters.some(({ shape }) => shape.kind === 'value' && types.includes(shape.type))

/** Types that are passed as they are, whatever they consist of. */
const WHOLE = ['Actor', 'Org', 'OrgScope', 'User']

/** All that is exported by the folders of lib in which anything opens a door to the database. */
export const services: Service[] = foldersWithDoors().flatMap((folder) =>
  below(folder).filter(reachesDatabase).flatMap(servicesIn),
)

function foldersWithDoors(): string[] {
  const opening = below('lib/').filter(({ imports }) =>
    imports.some(({ from, typeOnly }) => from === 'db/transactions.ts' && !typeOnly),
  )
  return [...new Set(opening.map(({ path }) => path.replace(/[^/]+$/, '')))]
}

function reachesDatabase(source: Source) {
  const isGiven = source.imports.some(({ names }) => names.includes('Tx'))
  return isGiven || reachOf(source).has('db/client.ts')
}

function servicesIn(source: Source): Service[] {
  return source.exports
    .filter(({ value }) => !isConstant(value))
    .map(({ name, value }) => ({
      name,
      path: source.path,
      parameters: functionIn(value)?.parameters.map((parameter) => parameterOf(parameter, source)),
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

function parameterOf(
  node: ts.ParameterDeclaration | ts.PropertySignature,
  source: Source,
): Parameter {
  const { name, type, questionToken } = node
  const initial = ts.isParameter(node) ? node.initializer : undefined
  return {
    name: ts.isIdentifier(name) ? name.text : '',
    optional: !!(initial || questionToken),
    shape: type ? shapeOf(type, source) : { kind: 'value', type: initial?.getText() ?? '' },
  }
}

function shapeOf(type: ts.TypeNode, source: Source): Shape {
  if (ts.isParenthesizedTypeNode(type)) return shapeOf(type.type, source)
  if (ts.isArrayTypeNode(type)) return { kind: 'list', of: shapeOf(type.elementType, source) }
  if (ts.isTypeLiteralNode(type)) {
    const members = type.members.filter(ts.isPropertySignature)
    return { kind: 'object', members: members.map((member) => parameterOf(member, source)) }
  }
  if (ts.isIntersectionTypeNode(type)) {
    const shapes = type.types.map((one) => shapeOf(one, source))
    return {
      kind: 'object',
      members: shapes.flatMap((one) => (one.kind === 'object' ? one.members : [])),
    }
  }
  if (ts.isUnionTypeNode(type) && type.types.every(ts.isTypeLiteralNode)) {
    return { kind: 'choice', of: type.types.map((one) => shapeOf(one, source)) }
  }
  const text = type.getText()
  const alias = WHOLE.includes(text) ? undefined : aliasOf(text, source)
  return alias ? shapeOf(alias.type, alias.source) : { kind: 'value', type: text }
}

/** Where a type of ours is spelled out, if it is an object. */
function aliasOf(name: string, source: Source): { type: ts.TypeNode; source: Source } | undefined {
  const from = source.imports.find(({ names }) => names.includes(name))?.from
  const home = from ? sources.find(({ path }) => path === from) : source
  const type = home?.ast.statements
    .filter(ts.isTypeAliasDeclaration)
    .find((statement) => statement.name.text === name)?.type
  const isObject = type && (ts.isTypeLiteralNode(type) || ts.isIntersectionTypeNode(type))
  return home && isObject ? { type, source: home } : undefined
}
