import type pg from 'pg'
import { policiesAreCurrent } from '@/db/apply-policies'
import { pool } from '@/db/client'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { SYSTEM_MIGRATIONS } from './migrate'
import { migrationsIn, pendingMigrations } from './migration-files'
import { listBehind, TENANT_MIGRATIONS } from './tenant-version'

export type Unmigrated = {
  /** The migrations that the tables which orgs share have not had, and "walls" if those differ. */
  shared: string[]
  /** The schemas of orgs whose tables or walls are not this build's. */
  tenants: string[]
}

/** What of this build the database lacks. */
export async function listUnmigrated(): Promise<Unmigrated> {
  const client = await pool().connect()
  try {
    const behind = await listBehind(client)
    const missing = [
      ...(await missingFrom(client, 'public', SYSTEM_MIGRATIONS)),
      ...(await missingFrom(client, SHARED_SCHEMA, TENANT_MIGRATIONS)),
    ]
    const isWalled = !behind.includes(SHARED_SCHEMA) && (await policiesAreCurrent(client))
    return {
      shared: missing.length || isWalled ? missing : ['walls'],
      tenants: behind.filter((schema) => schema !== SHARED_SCHEMA),
    }
  } finally {
    client.release()
  }
}

async function missingFrom(client: pg.ClientBase, schema: string, folder: string) {
  const { rows } = await client.query('select to_regclass($1) as journal', [
    `${schema}.__migrations`,
  ])
  const missing = rows[0].journal
    ? await pendingMigrations(client, schema, folder)
    : migrationsIn(folder)
  return missing.map(({ name }) => name)
}
