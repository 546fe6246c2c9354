import type pg from 'pg'
import { pendingMigrations } from './migration-files'

export async function migrateSchema(client: pg.ClientBase) {
  await client.query(`
    create table if not exists public.__migrations (
      hash text primary key, created_at timestamptz not null default now())`)
  const steps = (await pendingMigrations(client)).flatMap(({ sql, hash }) => [
    ...sql,
    `insert into public.__migrations (hash) values ('${hash}')`,
  ])
  await client.query(
    ['set local search_path = public, pg_temp', ...steps, 'reset search_path'].join(';\n'),
  )
}
