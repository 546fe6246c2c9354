import { runMigrations as migrateQueue } from 'graphile-worker'
import type pg from 'pg'
import { applySharedPolicies } from '@/db/apply-policies'
import { createPool, inTransaction } from '@/db/client'
import { createRoles } from '@/db/database-roles'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { env } from '@/lib/env'
import { createSchema, migrateSchema } from './migrate-schema'
import { rememberVersion } from './migrate-tenant'
import { migrateTenants, type TenantsToMigrate } from './migrate-tenants'
import { TENANT_MIGRATIONS, tenantVersion } from './tenant-version'

export const SYSTEM_MIGRATIONS = 'db/migrations/system'

// Any number: all processes that migrate must agree on it.
export const MIGRATION_LOCK = 7_366_271

// One more than tenants are migrated at once.
const CONNECTIONS = 5

/**
 * Brings the database up to date: first what orgs share, then the schema of each org that has its
 * own. Several processes may do so at once, and one that is killed is taken up where it was. Throws
 * a sentence for each org that failed, when the others are done.
 */
export async function migrate(url = env().DATABASE_URL_DIRECT, tenants: TenantsToMigrate = {}) {
  const connections = createPool(url, CONNECTIONS, 0)
  try {
    await migrateShared(connections, tenants.folder)
    await migrateTenants(connections, tenants)
  } finally {
    await connections.end()
  }
}

/**
 * Roles, tables, walls, queue: one transaction under an advisory lock, so that a failed migration
 * leaves nothing behind.
 */
async function migrateShared(connections: pg.Pool, folder = TENANT_MIGRATIONS) {
  await inTransaction(
    connections,
    `begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})`,
    async (_, client) => {
      await createRoles(client)
      await createSchema(client, 'public')
      await migrateSchema(client, 'public', SYSTEM_MIGRATIONS)
      await createSchema(client, SHARED_SCHEMA)
      const version = rememberVersion(SHARED_SCHEMA, tenantVersion(folder))
      await migrateSchema(client, SHARED_SCHEMA, folder, version)
      await applySharedPolicies(client)
      // Last, because it commits by itself: whatever fails before leaves no queue behind.
      await migrateQueue({ pgPool: connections })
    },
  )
}
