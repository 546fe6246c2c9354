import type pg from 'pg'
import { inTransaction } from '@/db/client'
import { forEachOf } from '@/db/tenants/at-once'
import { lockOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { describeTenants } from './describe-tenants'
import { migrateTenant, type Target } from './migrate-tenant'
import { listBehind, policiesOf, TENANT_MIGRATIONS, tenantVersion } from './tenant-version'

export type TenantsToMigrate = {
  /** Of one org alone; without it, of all that are behind. */
  schema?: string
  /** The migrations, where they are not those of this build. */
  folder?: string
  /** How many schemas are done, and of how many. */
  onProgress?: (done: number, total: number) => void
}

const AT_ONCE = 4

/**
 * Brings the schemas of orgs up to date, each in a transaction of its own. Throws a sentence for each
 * that failed, when the others are done.
 */
export async function migrateTenants(
  connections: pg.Pool,
  { schema, folder = TENANT_MIGRATIONS, onProgress }: TenantsToMigrate,
) {
  const look = <T>(at: (client: pg.ClientBase) => Promise<T>) =>
    inTransaction(connections, 'begin', (_, client) => at(client))
  const version = tenantVersion(folder)
  const target = {
    folder,
    version,
    policies: await look((client) => policiesOf(client, SHARED_SCHEMA)),
  }
  const listLeft = async (tried: string[]) => {
    const except = [SHARED_SCHEMA, ...tried]
    const behind = await look((client) => listBehind(client, { version, except }))
    return schema ? behind.filter((name) => name === schema) : behind
  }
  const failures = new Map<string, Error>()
  const tried: string[] = []
  // While they are at it, a build that still serves may create another.
  for (let left = await listLeft([]); left.length; left = await listLeft(tried)) {
    const total = tried.length + left.length
    await forEachOf(left, AT_ONCE, async (name) => {
      await migrateOne(connections, name, target).catch((error) => failures.set(name, error))
      tried.push(name)
      onProgress?.(tried.length, total)
    })
  }
  // None waits for the disk: what a power cut takes is behind again. Before anybody is told that all
  // is done, one that does wait brings the others along.
  if (tried.length) await look((client) => client.query('select pg_current_xact_id()'))
  // One that was purged meanwhile has failed as well.
  const failed = failures.size ? (await listLeft([])).filter((name) => failures.has(name)) : []
  if (failed.length) throw new Error(await sentenceFor(failed, failures))
}

async function migrateOne(connections: pg.Pool, schema: string, target: Target) {
  await inTransaction(
    connections,
    `begin; set local synchronous_commit = off; select pg_advisory_xact_lock(${lockOf(schema)})`,
    (_, client) => migrateTenant(client, schema, target),
  )
}

async function sentenceFor(failed: string[], failures: Map<string, Error>) {
  const names = await describeTenants(failed)
  return [
    'These organizations are not up to date, and this build needs them to be; the others are:',
    ...names
      .map((name, index) => `  ${name}: ${failures.get(failed[index] ?? '')?.message}`)
      .sort(),
  ].join('\n')
}
