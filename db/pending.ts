import { readMigrationFiles } from 'drizzle-orm/migrator'
import type pg from 'pg'

/** The migrations of `folder` that `schema` has not had yet, in their order. */
export async function pending(client: pg.ClientBase, schema: string, folder: string) {
  const { rows } = await client.query<{ hash: string }>(`select hash from ${schema}.__migrations`)
  const applied = new Set(rows.map((row) => row.hash))
  return readMigrationFiles({ migrationsFolder: folder }).filter(({ hash }) => !applied.has(hash))
}
