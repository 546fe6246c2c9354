import { existsSync, readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import ts from 'typescript'
import { listRoutes } from '@/lib/tenancy/list-routes'
import { isFile } from '@/lib/tenancy/slugs'
import { allOrNothing, filesIn, remove, write } from './all-or-nothing'
import { parseFields } from './fields'
import { addMigration, MIGRATIONS, removeMigration } from './migrations'
import { type Names, namesOf, requireNoSqlWord, requireResourceName } from './names'
import { REGISTERS, register, unregister } from './registers'
import { type Files, format, render, requireNoClash } from './render'

/** Writes a resource, or nothing if it throws. Returns the paths of its files. */
export function generateResource(name: string, fields: string[]): string[] {
  const files = planResource(name, fields)
  const names = namesOf(name)
  const formatted = format(new Map([...files, ...register(names)]))
  allOrNothing([...pathsOf(names), ...REGISTERS, MIGRATIONS], () => {
    for (const [file, text] of formatted) write(file, text)
    addMigration(names.itemsKey)
  })
  return [...files.keys()]
}

/** The files of a new resource, not formatted. Throws if the name or a field cannot be used. */
export function planResource(name: string, fields: string[]): Files {
  requireResourceName(name)
  requireFree(name, namesOf(name))
  const parsed = parseFields(fields)
  requireNoClash(name, parsed)
  return render(name, parsed, commandOf(name, fields))
}

/** Removes a generated resource. Throws and removes nothing if one of its files was edited. */
export function destroyResource(name: string) {
  requireResourceName(name)
  const names = namesOf(name)
  const declaration = `lib/${names.itemsPath}/resource.ts`
  const text = existsSync(declaration) ? readFileSync(declaration, 'utf8') : ''
  const [, fields] = new RegExp(`npm run generate resource ${name} (.+)`).exec(text) ?? []
  if (!fields) throw new Error(`"${name}" is not a generated resource.`)
  requireNoChildren(names)
  const files = render(name, parseFields(fields.split(' ')), commandOf(name, [fields]))
  const lists = unregister(names)
  const formatted = format(new Map([...files, ...lists]))
  requireUnchanged(names, formatted)
  allOrNothing([...pathsOf(names), ...REGISTERS, MIGRATIONS], () => {
    for (const file of files.keys()) if (existsSync(file)) remove(file)
    for (const file of lists.keys()) write(file, formatted.get(file) ?? '')
    removeMigration(names.itemsKey)
  })
}

const commandOf = (name: string, fields: string[]) =>
  `npm run generate resource ${[name, ...fields].join(' ')}`

/** The folders and files that belong to a resource alone. */
const pathsOf = ({ itemsPath }: Names) => [
  `app/[orgSlug]/${itemsPath}`,
  `db/schema/tenant/${itemsPath}.ts`,
  `lib/${itemsPath}`,
  `tests/${itemsPath}`,
  `tests/e2e/resources/${itemsPath}.spec.ts`,
]

function requireFree(name: string, names: Names) {
  const { itemKey, itemsKey, itemsPath } = names
  if ([names.item, names.items, names.Item, names.Items].some(isReserved)) {
    throw new Error(`"${name}" is a reserved word of JavaScript.`)
  }
  requireNoSqlWord(itemsPath)
  if (isFile(itemsPath) || listRoutes().app.includes(itemsPath)) {
    throw new Error(`"${name}" is taken: /${itemsPath} is a page outside the organizations.`)
  }
  const existing = pathsOf(names).find(existsSync)
  if (existing) throw new Error(`"${name}" is taken: ${existing} exists.`)
  const uses = new RegExp(`pgTable\\(\\s*'${itemsKey}'|'${itemKey}\\.`)
  const taken = [...filesIn('db/schema'), ...filesIn('lib')].find(
    (file) => /schema|resource\.ts$/.test(file) && uses.test(readFileSync(file, 'utf8')),
  )
  if (taken) throw new Error(`"${name}" is taken: ${taken} has it.`)
}

const GLOBALS: string[] = runInNewContext('Object.getOwnPropertyNames(globalThis)')

function isReserved(word: string) {
  const kind = ts.createScanner(ts.ScriptTarget.Latest, true, undefined, word).scan()
  const { FirstReservedWord, LastFutureReservedWord } = ts.SyntaxKind
  const isKeyword = kind >= FirstReservedWord && kind <= LastFutureReservedWord
  return isKeyword || [...GLOBALS, 'arguments', 'await'].includes(word)
}

function requireNoChildren({ items, itemsPath }: Names) {
  const child = filesIn('db/schema/tenant').find((file) =>
    readFileSync(file, 'utf8').includes(`import { ${items} } from './${itemsPath}'`),
  )
  if (child) throw new Error(`${child} refers to ${items}. Destroy that resource first.`)
}

function requireUnchanged(names: Names, files: Files) {
  const changed = pathsOf(names)
    .flatMap(filesIn)
    .filter((file) => readFileSync(file, 'utf8') !== files.get(file))
  if (!changed.length) return
  const list = [
    'These files are not as they were generated. Delete them yourself first.',
    ...changed,
  ]
  throw new Error(list.join('\n  '))
}
