import { readFileSync } from 'node:fs'
import { remove, write } from './all-or-nothing'
import { run } from './render'

export const MIGRATIONS = 'db/migrations/tenant'

const JOURNAL = `${MIGRATIONS}/meta/_journal.json`

type Journal = { entries: { tag: string }[] }

/** Writes a migration for the table. Throws if the schema differs in other tables, too. */
export function addMigration(table: string) {
  generate(table)
  const file = `${MIGRATIONS}/${lastTag()}.sql`
  // As in lib/cli/db-generate.ts.
  const sql = readFileSync(file, 'utf8').replaceAll('"public".', '')
  write(file, sql)
  const others = sql.split('--> statement-breakpoint').filter((one) => !one.includes(`"${table}"`))
  if (others.length) {
    throw new Error('db/schema has other changes. Run `npm run db:generate` for them first.')
  }
}

/** Removes the migration of the table if it is the last one, and otherwise adds one that drops the table. */
export function removeMigration(table: string) {
  const tag = lastTag()
  if (tag.replace(/^\d+_/, '') !== table) return generate(`drop_${table}`)
  const { entries, ...journal } = readJournal()
  remove(`${MIGRATIONS}/${tag}.sql`)
  remove(`${MIGRATIONS}/meta/${tag.slice(0, 4)}_snapshot.json`)
  write(JOURNAL, JSON.stringify({ ...journal, entries: entries.slice(0, -1) }, null, 2))
}

function generate(name: string) {
  const drizzle = ['node_modules/drizzle-kit/bin.cjs', 'generate', '--name', name]
  const before = lastTag()
  const output = run(drizzle, { env: { DRIZZLE_PART: 'tenant' } })
  // drizzle-kit ends with 0 after some errors, too.
  if (lastTag() === before) throw new Error(output)
}

const readJournal = (): Journal => JSON.parse(readFileSync(JOURNAL, 'utf8'))

const lastTag = () => readJournal().entries.at(-1)?.tag ?? ''
