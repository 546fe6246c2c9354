import type pg from 'pg'
import { pending } from './pending'

/** Creates the schema if it is missing, and runs what it lacks of a folder of migrations. */
export async function migrateSchema(client: pg.ClientBase, schema: string, folder: string) {
  await client.query(`
    create schema if not exists ${schema};
    set local search_path = ${schema}, pg_temp;
    create table if not exists __migrations (
      hash text primary key, created_at timestamptz not null default now())`)
  const steps = (await pending(client, schema, folder)).flatMap(({ sql, hash }) => [
    ...sql,
    `insert into __migrations (hash) values ('${hash}')`,
  ])
  if (steps.length) await client.query(steps.join(';\n'))
}
