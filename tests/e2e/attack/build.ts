import { readFileSync } from 'node:fs'
import ts from 'typescript'
import { type Field, fieldsOf } from '../../attack/form-fields'
import { type Service, services } from '../../attack/services'
import { nodesIn, type Source, sources } from '../../source'

/** A page or a route handler, with its methods other than GET and the fields of the bodies it reads. */
export type Route = { route: string; methods: string[]; fields: Field[] }

export type Action = {
  name: string
  id: string
  /** A page that posts it. */
  page: string
  /** Undefined for an action without arguments. */
  madeBy?: 'orgAction' | 'userAction' | 'publicAction'
  fields: Field[]
  calls: Service[]
}

/** Every page and every route handler of the build. */
export function routes(): Route[] {
  const found = Object.entries(
    readManifest<Record<string, string>>('app-path-routes-manifest.json'),
  )
  if (!found.length) throw new Error('The build has no pages and no routes.')
  return found
    .filter(([entry]) => !entry.startsWith('/_'))
    .map(([entry, route]) => {
      const source = sources.find(({ path }) => path.replace(/\.tsx?$/, '') === `app${entry}`)
      const methods = entry.endsWith('/route') ? METHODS : ['HEAD', 'POST']
      return { route, methods, fields: source ? fieldsOfBodies(source) : [] }
    })
}

const METHODS = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']

/** Every action of the build. */
export function actions(): Action[] {
  type Entry = { filename: string; exportedName: string; workers: Record<string, unknown> }
  const { node } = readManifest<{ node: Record<string, Entry> }>(
    'server/server-reference-manifest.json',
  )
  const pages = readManifest<Record<string, string>>('app-path-routes-manifest.json')
  if (!Object.keys(node).length) throw new Error('The build has no actions.')
  return Object.entries(node).map(([id, { filename, exportedName: name, workers }]) => {
    const source = sources.find(({ path }) => path === filename)
    const value = source?.exports.find((one) => one.name === name)?.value
    const entry = Object.keys(workers)[0]?.slice('app'.length) ?? ''
    if (!source || !value) throw new Error(`${filename} does not export ${name}.`)
    const call = ts.isCallExpression(value) ? value : undefined
    if (!call && name !== 'signOutAction') {
      throw new Error(`Make ${name} with orgAction, userAction or publicAction.`)
    }
    return {
      name,
      id,
      page: pages[entry] ?? '',
      madeBy: call?.expression.getText() as Action['madeBy'],
      fields: call ? fieldsOf(call.arguments[0], source) : [],
      calls: servicesCalledIn(call?.arguments[1] ?? value, source),
    }
  })
}

function readManifest<T>(name: string): T {
  return JSON.parse(readFileSync(`.next/${name}`, 'utf8'))
}

function fieldsOfBodies(source: Source): Field[] {
  return nodesIn(source)
    .filter(ts.isCallExpression)
    .filter(({ expression }) => expression.getText() === 'parseBody')
    .flatMap((call) => fieldsOf(call.arguments[1], source))
}

function servicesCalledIn(node: ts.Node, source: Source): Service[] {
  const names = nodesIn({ ...source, ast: node as ts.SourceFile })
    .filter(ts.isCallExpression)
    .map(({ expression }) => expression.getText())
  return services.filter(({ name, path }) =>
    source.imports.some(
      (one) => one.from === path && one.names.includes(name) && names.includes(name),
    ),
  )
}
