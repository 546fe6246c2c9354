import type pg from 'pg'
import { pendingMigrations } from './migration-files'

/** Creates a schema, with a journal of its migrations, if it is missing. */
export async function createSchema(client: pg.ClientBase, schema: string) {
  await client.query(`
    create schema if not exists ${schema};
    create table if not exists ${schema}.__migrations (
      hash text primary key, created_at timestamptz not null default now())`)
}

/**
 * Runs what a schema lacks of a folder of migrations, in the caller's transaction, and `last` along
 * with them.
 */
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
  // A plan that is prepared for one search path is made anew for another.
  const inside = [`set local search_path = ${schema}, pg_temp`, ...steps, 'reset search_path']
  await client.query([...inside, ...last].join(';\n'))
}
