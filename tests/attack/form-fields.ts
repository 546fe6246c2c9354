import ts from 'typescript'
import { nodesIn, type Source, sources } from '../source'

/** A field of a form, with the source of its zod schema. */
export type Field = { name: string; schema: string }

/** The fields of `z.object({ … })`, or of the constant or import that holds it. */
export function fieldsOf(schema: ts.Node | undefined, source: Source): Field[] {
  if (schema && ts.isIdentifier(schema)) {
    const declared = findDeclaration(schema.text, source)
    return fieldsOf(declared?.value, declared?.source ?? source)
  }
  if (!schema || !ts.isCallExpression(schema)) throw unreadable(schema, source)
  const callee = schema.expression
  const extended = ts.isPropertyAccessExpression(callee) && callee.name.text === 'extend'
  const inherited = extended ? fieldsOf(callee.expression, source) : []
  const [shape] = schema.arguments
  if (!shape || !ts.isObjectLiteralExpression(shape)) throw unreadable(schema, source)
  return [...inherited, ...shape.properties.flatMap((property) => fieldIn(property, source))]
}

function fieldIn(property: ts.ObjectLiteralElementLike, source: Source): Field[] {
  if (ts.isSpreadAssignment(property)) {
    const { expression } = property
    const declared = ts.isIdentifier(expression)
      ? findDeclaration(expression.text, source)
      : undefined
    if (!declared || !ts.isObjectLiteralExpression(declared.value))
      throw unreadable(property, source)
    return declared.value.properties.flatMap((one) => fieldIn(one, declared.source))
  }
  const name = property.name?.getText() ?? ''
  const schema = ts.isPropertyAssignment(property) ? property.initializer.getText() : name
  return [{ name, schema: findDeclaration(schema, source)?.value.getText() ?? schema }]
}

function findDeclaration(
  name: string,
  source: Source,
): { value: ts.Expression; source: Source } | undefined {
  const from = source.imports.find(({ names }) => names.includes(name))?.from
  const declaring = from ? sources.find(({ path }) => path === from) : source
  const value =
    declaring &&
    nodesIn(declaring)
      .filter(ts.isVariableDeclaration)
      .find((declaration) => declaration.name.getText() === name)?.initializer
  return declaring && value && { value, source: declaring }
}

const unreadable = (node: ts.Node | undefined, { path }: Source) =>
  new Error(`${path}: the suite cannot read the fields of ${node?.getText()}. Use z.object({ … }).`)
