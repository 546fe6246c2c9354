import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { ACCENTS, LATIN } from './fold-name'

// Every PostgreSQL with ICU has this collation. The one of the database may know ASCII letters only.
const ICU = sql.raw('collate "und-x-icu"')

/** Sorts in the order of a dictionary, whatever the case. */
export const byName = (name: SQLWrapper) => sql`${name} ${ICU}`

/** Whether a search finds the name: the case and accents do not count. */
export const nameContains = (name: SQLWrapper, text: string) =>
  sql`strpos(${foldedName(name)}, ${foldedName(sql`${text}::text`)}) > 0`

/** `foldName` in SQL. */
export function foldedName(name: SQLWrapper): SQL {
  const accents = sql.raw(`'${ACCENTS.source}'`)
  const letters = sql`upper(regexp_replace(normalize(${name}, NFKD), ${accents}, '', 'g') ${ICU})`
  return Object.entries(LATIN).reduce(
    (text, [from, to]) => sql`replace(${text}, ${sql.raw(`'${from}', '${to}'`)})`,
    letters,
  )
}
