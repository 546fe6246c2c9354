import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { nodesIn, type Source, sources } from '../../source'

/** A page or a route handler, with the methods to ask it by, other than GET. */
export type Route = { route: string; methods: string[]; fields: string[] }

/** `page` is one that posts it. */
export type Action = {
  name: string
  id: string
  page: string
  madeBy: 'orgAction' | 'userAction' | 'publicAction' | 'nobody'
  fields: string[]
}

/** Every page and every route handler of the build, and the fields of the bodies that they read. */
export function routes(): Route[] {
  const found = Object.entries(manifest<Record<string, string>>('app-path-routes-manifest.json'))
  return found
    .filter(([entry]) => !entry.startsWith('/_'))
    .map(([entry, route]) => {
      const source = sources.find(({ path }) => path.replace(/\.tsx?$/, '') === `app${entry}`)
      const methods = entry.endsWith('/route') ? METHODS : ['HEAD', 'POST']
      return { route, methods, fields: source ? fieldsOfBodies(source) : [] }
    })
}

const METHODS = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Every action of the build, and the fields of its form. */
export function actions(): Action[] {
  type Entry = { filename: string; exportedName: string; workers: Record<string, unknown> }
  const { node } = manifest<{ node: Record<string, Entry> }>(
    'server/server-reference-manifest.json',
  )
  const pages = manifest<Record<string, string>>('app-path-routes-manifest.json')
  return Object.entries(node).map(([id, { filename, exportedName: name, workers }]) => {
    const source = sources.find(({ path }) => path === filename)
    const value = source?.exports.find((one) => one.name === name)?.value
    const entry = Object.keys(workers)[0]?.slice('app'.length) ?? ''
    if (!source || !value) throw new Error(`${name} is not in ${filename}.`)
    const made = ts.isCallExpression(value) ? value : undefined
    if (!made && name !== 'signOutAction')
      throw new Error(`No wrapper shows the fields of ${name}.`)
    return {
      name,
      id,
      page: pages[entry] ?? '',
      madeBy: (made?.expression.getText() ?? 'nobody') as Action['madeBy'],
      fields: made ? fieldsOf(made.arguments[0], source) : [],
    }
  })
}

function manifest<T>(name: string): T {
  return JSON.parse(readFileSync(`.next/${name}`, 'utf8'))
}

function fieldsOfBodies(source: Source): string[] {
  return nodesIn(source)
    .filter(ts.isCallExpression)
    .filter(({ expression }) => expression.getText() === 'parseBody')
    .flatMap((call) => fieldsOf(call.arguments[1], source))
}

/** The keys of `z.object({ … })`, or of the constant that holds it. */
function fieldsOf(schema: ts.Node | undefined, source: Source): string[] {
  if (schema && ts.isIdentifier(schema)) return fieldsOf(declared(schema.text, source), source)
  const shape = schema && ts.isCallExpression(schema) ? schema.arguments[0] : undefined
  if (!shape || !ts.isObjectLiteralExpression(shape)) {
    throw new Error(`The fields of ${schema?.getText()} in ${source.path} are not to be seen.`)
  }
  return shape.properties.map(({ name }) => name?.getText() ?? '')
}

function declared(name: string, source: Source) {
  return nodesIn(source)
    .filter(ts.isVariableDeclaration)
    .find((declaration) => declaration.name.getText() === name)?.initializer
}
