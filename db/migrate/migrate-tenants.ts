import pLimit from 'p-limit'
import type pg from 'pg'
import { inTransaction } from '@/db/client'
import { lockOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { describeTenants } from './describe-tenants'
import { migrateTenant, type Target } from './migrate-tenant'
import { listOutdatedSchemas, policiesOf, TENANT_MIGRATIONS, tenantVersion } from './tenant-version'

export type TenantsToMigrate = {
  /** Limits the migration to one schema. */
  schema?: string
  /** Other migrations than those of this build. */
  folder?: string
  onProgress?: (done: number, total: number) => void
}

const CONCURRENCY = 4

/**
 * Migrates each outdated schema in its own transaction. Throws one error that names every failed org,
 * after the others are done.
 */
export async function migrateTenants(
  connections: pg.Pool,
  { schema, folder = TENANT_MIGRATIONS, onProgress }: TenantsToMigrate,
) {
  const query = <T>(run: (client: pg.ClientBase) => Promise<T>) =>
    inTransaction(connections, 'begin', (_, client) => run(client))
  const version = tenantVersion(folder)
  const policies = await query((client) => policiesOf(client, SHARED_SCHEMA))
  const target = { folder, version, policies }
  const listOutdated = async (tried: string[]) => {
    const except = [SHARED_SCHEMA, ...tried]
    const outdated = await query((client) => listOutdatedSchemas(client, { version, except }))
    return schema ? outdated.filter((name) => name === schema) : outdated
  }
  const limit = pLimit(CONCURRENCY)
  const failures = new Map<string, Error>()
  const tried: string[] = []
  // A server that still runs the older build may create an org in the meantime.
  for (let left = await listOutdated([]); left.length; left = await listOutdated(tried)) {
    const total = tried.length + left.length
    const migrateAndReport = async (name: string) => {
      await migrateOne(connections, name, target).catch((error) => failures.set(name, error))
      tried.push(name)
      onProgress?.(tried.length, total)
    }
    await Promise.all(left.map((name) => limit(migrateAndReport, name)))
  }
  // These commits are asynchronous. A synchronous one after them flushes them all to disk.
  if (tried.length) await query((client) => client.query('select pg_current_xact_id()'))
  // A schema that was purged in the meantime also failed, and no longer counts.
  const failed = failures.size ? (await listOutdated([])).filter((name) => failures.has(name)) : []
  if (failed.length) throw new Error(await describeFailures(failed, failures))
}

async function migrateOne(connections: pg.Pool, schema: string, target: Target) {
  await inTransaction(
    connections,
    `begin; set local synchronous_commit = off; select pg_advisory_xact_lock(${lockOf(schema)})`,
    (_, client) => migrateTenant(client, schema, target),
  )
}

async function describeFailures(failed: string[], failures: Map<string, Error>) {
  const names = await describeTenants(failed)
  return [
    'These organizations could not be migrated. All others are up to date.',
    ...names
      .map((name, index) => `  ${name}: ${failures.get(failed[index] ?? '')?.message}`)
      .sort(),
  ].join('\n')
}
