import { existsSync, readFileSync } from 'node:fs'
import * as names from './names'

type Base = { key: string; column: string; label: string; what: string; optional: boolean }

/** The pieces of code of a field. `item` is an expression for the row, such as `invoice`. */
type Code = {
  /** The function of drizzle that makes the column. */
  builder: string
  type: string
  schema: string
  input: (item: string) => string
  /** The text on pages. */
  shown: (item: string) => string
  /** Expressions for the seeds and the tests. The other one differs, also in its type if null is possible. */
  example: string
  other: string
  parent?: Parent
}

/** A resource that a field belongs to. `title` is the key of its title. */
export type Parent = names.Names & { title: string }

export type Field = Base & Code

const TYPES: Record<string, (base: Base) => Code> = {
  text: (base) => ({
    builder: 'text',
    type: 'string',
    schema: `nameField('${base.what}')`,
    input: formField(base, 'autoComplete="off"'),
    shown: (item) => `${item}.${base.key}`,
    example: `'${base.label} A'`,
    other: `'${base.label} B'`,
  }),
  integer: (base) => ({
    builder: 'integer',
    type: 'number',
    schema: `integerField('${base.what}')`,
    input: formField(base, 'inputMode="numeric" autoComplete="off"'),
    shown: (item) => `${item}.${base.key}${base.optional ? '?' : ''}.toLocaleString('en-US')`,
    example: '1200',
    other: '7',
  }),
  boolean: ({ key, label, optional }) => {
    if (optional) throw new Error(`"${key}": a boolean is yes or no, so leave out the "?".`)
    return {
      builder: 'boolean',
      type: 'boolean',
      schema: 'booleanField',
      input: (item) =>
        `<FormCheckbox name="${key}" label="${label}" defaultChecked={${item}?.${key}} />`,
      shown: (item) => `${item}.${key} ? 'Yes' : 'No'`,
      example: 'true',
      other: 'false',
    }
  },
  date: (base) => ({
    builder: 'date',
    type: 'string',
    schema: `dateField('${base.what}')`,
    input: formField(base, 'type="date"'),
    shown: (item) =>
      `${base.optional ? `${item}.${base.key} && ` : ''}formatDay(${item}.${base.key}, viewer)`,
    example: "'2030-01-31'",
    other: "'2031-12-01'",
  }),
  'belongs-to': ({ key, label, what, optional }) => {
    const parent = parentOf(key)
    const id = `${key}Id`
    const current = (item: string) =>
      optional
        ? `${item}?.${id} ? { id: ${item}.${id}, name: ${item}.${key}Name ?? '' } : undefined`
        : `${item} && { id: ${item}.${id}, name: ${item}.${key}Name }`
    return {
      builder: 'uuid',
      type: 'string',
      schema: `choiceField('${what}')`,
      input: (item) =>
        `<FormChoice name="${id}" label="${label}" empty="${optional ? 'None' : `Choose ${what}`}"
          options={${parent.items}} current={${current(item)}} />`,
      shown: (item) => `${item}.${key}Name`,
      example: id,
      other: id,
      parent,
    }
  },
}

export const TYPE_NAMES = Object.keys(TYPES)

function formField({ key, label, optional }: Base, attributes: string) {
  const value = (item: string) => `${item}?.${key}${optional ? ' ?? undefined' : ''}`
  return (item: string) =>
    `<FormField name="${key}" label="${label}" ${attributes} ${optional ? '' : 'required'}
      defaultValue={${value(item)}} />`
}

/** Parses fields such as `due:date?`. The first text that is not optional is the title, and comes first. */
export function parseFields(texts: string[]): Field[] {
  const fields = texts.map(parseField)
  const title = fields.find(({ builder, optional }) => builder === 'text' && !optional)
  if (!title) throw new Error('A resource needs a text as its title, such as name:text.')
  const keys = fields.flatMap(({ key, parent }) => (parent ? [key, `${parent.item}Name`] : [key]))
  const twice = keys.find((key, index) => keys.indexOf(key) < index)
  if (twice) throw new Error(`Two fields would be called ${twice}.`)
  return [title, ...fields.filter((field) => field !== title)]
}

function parseField(text: string): Field {
  const [, name = '', type = '', mark] = /^([^:]*):([^:?]*)(\?)?$/.exec(text) ?? []
  if (!type) throw new Error(`"${text}": write a field as name:type, such as amount:integer.`)
  names.requireFormat(name, 'due-date')
  const codeOf = TYPES[type]
  if (!codeOf) throw new Error(`"${text}": the types are ${TYPE_NAMES.join(', ')}.`)
  requireFieldName(name)
  const base = {
    key: names.camel(name),
    column: names.snake(name),
    label: names.capital(names.words(name)),
    what: names.withArticle(names.words(name)),
    optional: mark !== undefined,
  }
  const code = codeOf(base)
  if (!code.parent) return { ...base, ...code }
  return { ...base, ...code, key: `${base.key}Id`, column: `${base.column}_id` }
}

/** Columns of each table, and properties of each row. */
const RESERVED = ['id', 'org-id', 'created-at', 'created-by', 'created-by-name', 'total']

function requireFieldName(name: string) {
  names.requireNoSqlWord(name)
  const isSecret = /password|token/.test(name) // forms do not show them again
  if (RESERVED.includes(name) || names.camel(name) in {} || isSecret || /-id$/.test(name)) {
    throw new Error(`"${name}" cannot be the name of a field.`)
  }
}

function parentOf(key: string): Parent {
  const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
  const parent = names.namesOf(name)
  const table = `db/schema/tenant/${parent.itemsPath}.ts`
  const isResource = existsSync(table) && existsSync(`tests/${parent.itemsPath}/examples.ts`)
  const [, title] =
    (isResource && /^ +(\w+): text\(.*\)\.notNull\(\)/m.exec(readFileSync(table, 'utf8'))) || []
  if (!title) throw new Error(`There is no resource "${name}" to belong to.`)
  return { ...parent, title }
}
