import { runMigrations as migrateQueue } from 'graphile-worker'
import type pg from 'pg'
import { applySharedPolicies } from '@/db/apply-policies'
import { createPool, inTransaction } from '@/db/client'
import { createRoles } from '@/db/database-roles'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { databaseEnv } from '@/lib/env'
import { createSchema, migrateSchema } from './migrate-schema'
import { migrateTenants, type TenantsToMigrate } from './migrate-tenants'
import { recordVersion, TENANT_MIGRATIONS, tenantVersion } from './tenant-version'

export const SYSTEM_MIGRATIONS = 'db/migrations/system'

export const MIGRATION_LOCK = 7_366_271

const CONNECTIONS = 5

/** Safe to run concurrently, and to run again after a kill. */
export async function migrate(
  url = databaseEnv().DATABASE_URL_DIRECT,
  tenants: TenantsToMigrate = {},
) {
  const connections = createPool(url, CONNECTIONS, 0)
  try {
    await migrateShared(connections, tenants.folder)
    await migrateTenants(connections, tenants)
  } finally {
    await connections.end()
  }
}

async function migrateShared(connections: pg.Pool, folder = TENANT_MIGRATIONS) {
  await inTransaction(
    connections,
    `begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})`,
    async (_, client) => {
      await createRoles(client)
      await createSchema(client, 'public')
      await migrateSchema(client, 'public', SYSTEM_MIGRATIONS)
      await createSchema(client, SHARED_SCHEMA)
      const version = recordVersion(SHARED_SCHEMA, tenantVersion(folder))
      await migrateSchema(client, SHARED_SCHEMA, folder, version)
      await applySharedPolicies(client)
      // Last, because it commits by itself: an earlier failure then leaves no queue behind.
      await migrateQueue({ pgPool: connections })
    },
  )
}
