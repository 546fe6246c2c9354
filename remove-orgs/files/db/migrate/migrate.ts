import { runMigrations as migrateQueue } from 'graphile-worker'
import { applyPolicies } from '@/db/apply-policies'
import { createPool, inTransaction } from '@/db/client'
import { createRoles } from '@/db/database-roles'
import { databaseEnv } from '@/lib/env'
import { migrateSchema } from './migrate-schema'

const MIGRATION_LOCK = 7_366_271

// graphile-worker migrates its queue over a second one.
const CONNECTIONS = 2

/** Safe to run concurrently, and to run again after a kill. */
export async function migrate(url = databaseEnv().DATABASE_URL_DIRECT) {
  const connections = createPool(url, CONNECTIONS, 0)
  try {
    await inTransaction(
      connections,
      `begin; select pg_advisory_xact_lock(${MIGRATION_LOCK})`,
      async (_, client) => {
        await createRoles(client)
        await migrateSchema(client)
        await applyPolicies(client)
        // Last, because it commits by itself: an earlier failure then leaves no queue behind.
        await migrateQueue({ pgPool: connections })
      },
    )
  } finally {
    await connections.end()
  }
}
