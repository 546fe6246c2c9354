import type pg from 'pg'
import { pendingMigrations } from './migration-files'

export async function createSchema(client: pg.ClientBase, schema: string) {
  await client.query(`
    create schema if not exists ${schema};
    create table if not exists ${schema}.__migrations (
      hash text primary key, created_at timestamptz not null default now())`)
}

export async function migrateSchema(
  client: pg.ClientBase,
  schema: string,
  folder: string,
  ...last: string[]
) {
  const steps = (await pendingMigrations(client, schema, folder)).flatMap(({ sql, hash }) => [
    ...sql,
    `insert into ${schema}.__migrations (hash) values ('${hash}')`,
  ])
  // Reset, because PostgreSQL plans a prepared statement again for every other search path.
  const inSchema = [`set local search_path = ${schema}, pg_temp`, ...steps, 'reset search_path']
  await client.query([...inSchema, ...last].join(';\n'))
}
