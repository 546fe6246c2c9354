import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type pg from 'pg'

const FOLDER = 'db/migrations'

export type Migration = {
  name: string
  /** Of the file with LF, whatever the line ends of the checkout are. */
  hash: string
  sql: string[]
}

let cached: Migration[] | undefined

export function allMigrations(): Migration[] {
  cached ??= readFolder()
  return cached
}

function readFolder(): Migration[] {
  const { entries } = JSON.parse(readFileSync(`${FOLDER}/meta/_journal.json`, 'utf8'))
  return entries.map(({ tag }: { tag: string }) => {
    const text = readFileSync(`${FOLDER}/${tag}.sql`, 'utf8').replaceAll('\r\n', '\n')
    const hash = createHash('sha256').update(text).digest('hex')
    return { name: tag, hash, sql: text.split('--> statement-breakpoint') }
  })
}

export async function pendingMigrations(client: pg.ClientBase): Promise<Migration[]> {
  const { rows } = await client.query<{ hash: string }>('select hash from public.__migrations')
  const applied = new Set(rows.map(({ hash }) => hash))
  return allMigrations().filter(({ hash }) => !applied.has(hash))
}
