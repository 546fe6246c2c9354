import type pg from 'pg'
import { policiesAreCurrent } from '@/db/apply-policies'
import { pool } from '@/db/client'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { SYSTEM_MIGRATIONS } from './migrate'
import { migrationsIn, pendingMigrations } from './migration-files'
import { listOutdatedSchemas, TENANT_MIGRATIONS } from './tenant-version'

export type Unmigrated = {
  /** Pending migrations of the shared tables, and "policies" if only those differ. */
  shared: string[]
  tenants: string[]
}

export async function listUnmigrated(): Promise<Unmigrated> {
  const client = await pool().connect()
  try {
    const outdated = await listOutdatedSchemas(client)
    const pending = [
      ...(await wherePending(client, 'public', SYSTEM_MIGRATIONS)),
      ...(await wherePending(client, SHARED_SCHEMA, TENANT_MIGRATIONS)),
    ]
    const isProtected = !outdated.includes(SHARED_SCHEMA) && (await policiesAreCurrent(client))
    return {
      shared: pending.length || isProtected ? pending : ['policies'],
      tenants: outdated.filter((schema) => schema !== SHARED_SCHEMA),
    }
  } finally {
    client.release()
  }
}

async function wherePending(client: pg.ClientBase, schema: string, folder: string) {
  const { rows } = await client.query('select to_regclass($1) as journal', [
    `${schema}.__migrations`,
  ])
  const pending = rows[0].journal
    ? await pendingMigrations(client, schema, folder)
    : migrationsIn(folder)
  return pending.map(({ name }) => name)
}
