import { runMigrations as migrateQueue } from 'graphile-worker'
import type pg from 'pg'
import { env } from '@/lib/env'
import { createPool, inTransaction } from './client'
import { pending } from './pending'
import { createRoles } from './roles'
import { raiseWalls, SHARED_TENANT_SCHEMA, wallsVersion } from './walls'

// Any number: all processes that migrate must agree on it.
const MIGRATION_LOCK = 7_366_271

/**
 * Brings the database up to date: roles, tables, walls, queue. One transaction under an advisory
 * lock, so several processes may start at once, and a failed migration leaves nothing behind.
 */
export async function migrate(url = env().DATABASE_URL_DIRECT) {
  const connections = createPool(url, 3, 0)
  try {
    await inTransaction(
      connections,
      `begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})`,
      async (_, client) => {
        await createRoles(client)
        await migrateSchema(client, 'public', 'db/migrations/system')
        await migrateSchema(client, SHARED_TENANT_SCHEMA, 'db/migrations/tenant')
        await raiseWalls(client, SHARED_TENANT_SCHEMA)
        await client.query(`comment on schema ${SHARED_TENANT_SCHEMA} is 'walls ${wallsVersion()}'`)
        // Last, because it commits by itself: whatever fails before leaves no queue behind.
        await migrateQueue({ pgPool: connections })
      },
    )
  } finally {
    await connections.end()
  }
}

async function migrateSchema(client: pg.ClientBase, schema: string, folder: string) {
  await client.query(`create schema if not exists ${schema}`)
  await client.query(`set local search_path = ${schema}`)
  await client.query(
    `create table if not exists __migrations (
      hash text primary key, created_at timestamptz not null default now())`,
  )
  for (const migration of await pending(client, schema, folder)) {
    for (const statement of migration.sql) await client.query(statement)
    await client.query('insert into __migrations (hash) values ($1)', [migration.hash])
  }
}
