import { pluralize, singularize } from 'inflection'

const MAX = 30

/** The forms of a name such as `purchase-order`: in code, in URLs, in the database and in texts. */
export function namesOf(name: string) {
  const plural = pluralize(name)
  return {
    item: camel(name),
    items: camel(plural),
    Item: capital(camel(name)),
    Items: capital(camel(plural)),
    ITEMS: snake(plural).toUpperCase(),
    itemPath: name,
    itemsPath: plural,
    itemKey: snake(name),
    itemsKey: snake(plural),
    itemText: words(name),
    itemsText: words(plural),
    ItemText: capital(words(name)),
    ItemsText: capital(words(plural)),
    anItem: withArticle(words(name)),
  }
}

export type Names = ReturnType<typeof namesOf>

export const camel = (name: string) =>
  name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

export const snake = (name: string) => name.replaceAll('-', '_')

export const words = (name: string) => name.replaceAll('-', ' ')

export const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

export const withArticle = (text: string) =>
  `${/^(?!uni|us[aei]|eu|one)[aeiou]/.test(text) ? 'an' : 'a'} ${text}`

/** Throws if the name cannot be written in code, or has no plural. */
export function requireResourceName(name: string) {
  requireFormat(name, 'purchase-order')
  if (pluralize(name) !== name) return
  const singular = singularize(name)
  throw new Error(
    singular === name
      ? `"${name}" has no separate plural form. Choose another name, such as ${name}-item.`
      : `Use the singular: ${singular}.`,
  )
}

export function requireFormat(name: string, example: string) {
  if (!/^[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*$/.test(name)) {
    throw new Error(`"${name}": use lower-case letters and hyphens, such as ${example}.`)
  }
  if (name.length > MAX) throw new Error(`"${name}": use at most ${MAX} characters.`)
}

/** https://www.postgresql.org/docs/18/sql-keywords-appendix.html */
const SQL = new Set(
  `all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
  current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc
  distinct do else end except false fetch for foreign from grant group having in initially intersect into lateral
  leading limit localtime localtimestamp not null offset on only or order placing primary references returning
  select session_user some symmetric system_user table then to trailing true union unique user using variadic
  when where window with`.split(/\s+/),
)

export function requireNoSqlWord(name: string) {
  if (SQL.has(snake(name))) throw new Error(`"${name}" is a reserved word of SQL.`)
}
