import { readFileSync } from 'node:fs'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type pg from 'pg'

export type Migration = { name: string; hash: string; sql: string[] }

const cache = new Map<string, Migration[]>()

export function migrationsIn(folder: string): Migration[] {
  const migrations = cache.get(folder) ?? readFolder(folder)
  cache.set(folder, migrations)
  return migrations
}

function readFolder(folder: string): Migration[] {
  const { entries } = JSON.parse(readFileSync(`${folder}/meta/_journal.json`, 'utf8'))
  return readMigrationFiles({ migrationsFolder: folder }).map(({ hash, sql }, index) => ({
    ...{ hash, sql },
    name: entries[index].tag,
  }))
}

/** Fails if `schema` has no table `__migrations`. */
export async function pendingMigrations(
  client: pg.ClientBase,
  schema: string,
  folder: string,
): Promise<Migration[]> {
  const { rows } = await client.query<{ hash: string }>(`select hash from ${schema}.__migrations`)
  const applied = new Set(rows.map(({ hash }) => hash))
  return migrationsIn(folder).filter(({ hash }) => !applied.has(hash))
}
