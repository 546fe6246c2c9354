import { readFileSync } from 'node:fs'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type pg from 'pg'

export type Migration = { name: string; hash: string; sql: string[] }

const read = new Map<string, Migration[]>()

/** The migrations in a folder, in their order. */
export function migrationsIn(folder: string): Migration[] {
  const found = read.get(folder) ?? readFolder(folder)
  read.set(folder, found)
  return found
}

function readFolder(folder: string): Migration[] {
  const { entries } = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8'))
  return readMigrationFiles({ migrationsFolder: folder }).map(({ hash, sql }, index) => ({
    ...{ hash, sql },
    name: entries[index].tag,
  }))
}

/** The migrations of `folder` that `schema`, which has its journal, has not had yet, in their order. */
export async function pendingMigrations(
  client: pg.ClientBase,
  schema: string,
  folder: string,
): Promise<Migration[]> {
  const { rows } = await client.query<{ hash: string }>(`select hash from ${schema}.__migrations`)
  const applied = new Set(rows.map(({ hash }) => hash))
  return migrationsIn(folder).filter(({ hash }) => !applied.has(hash))
}
