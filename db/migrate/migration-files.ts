import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type pg from 'pg'

export type Migration = {
  name: string
  /** Of the file with LF, whatever the line ends of the checkout are. */
  hash: string
  /** Earlier builds recorded it if they ran from a checkout with CRLF. */
  crlfHash: string
  sql: string[]
}

const cache = new Map<string, Migration[]>()

export function migrationsIn(folder: string): Migration[] {
  const migrations = cache.get(folder) ?? readFolder(folder)
  cache.set(folder, migrations)
  return migrations
}

function readFolder(folder: string): Migration[] {
  const { entries } = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8'))
  return entries.map(({ tag }: { tag: string }) => {
    const text = readFileSync(`${folder}/${tag}.sql`, 'utf8').replaceAll('\r\n', '\n')
    return {
      name: tag,
      hash: sha256(text),
      crlfHash: sha256(text.replaceAll('\n', '\r\n')),
      sql: text.split('--> statement-breakpoint'),
    }
  })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

export async function pendingMigrations(
  client: pg.ClientBase,
  schema: string,
  folder: string,
): Promise<Migration[]> {
  const { rows } = await client.query<{ hash: string }>(`select hash from ${schema}.__migrations`)
  const applied = new Set(rows.map(({ hash }) => hash))
  return migrationsIn(folder).filter(
    ({ hash, crlfHash }) => !applied.has(hash) && !applied.has(crlfHash),
  )
}
