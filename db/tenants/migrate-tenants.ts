import type pg from 'pg'
import { inTransaction } from '../client'
import { forEachOf } from './at-once'
import { describeTenants } from './describe'
import { migrateTenant } from './migrate-tenant'
import { lockOf, SHARED_SCHEMA } from './schemas'
import { isBehind, listBehind } from './version'

export type TenantsToMigrate = {
  /** Of one org alone; without it, of all that are behind. */
  schema?: string
  /** The migrations, where they are not those of this build. */
  folder?: string
  /** How many schemas are done, and of how many. */
  onProgress?: (done: number, total: number) => void
}

const AT_ONCE = 4

const NOT_OURS = 'It has tables, owners or rights that are not of this build.'

/**
 * Brings the schemas of orgs up to date, each in a transaction of its own. Throws a sentence for each
 * that failed, when the others are done.
 */
export async function migrateTenants(
  connections: pg.Pool,
  { schema, folder, onProgress }: TenantsToMigrate,
) {
  const failures = new Map<string, Error>()
  const tried = new Set<string>()
  const listLeft = async () =>
    (await listOwn(connections, folder)).filter((name) => name === (schema ?? name))
  let left = await listLeft()
  // While they are at it, a build that still serves may create another.
  for (; left.some((name) => !tried.has(name)); left = await listLeft()) {
    const untried = left.filter((name) => !tried.has(name))
    const before = tried.size
    await forEachOf(untried, AT_ONCE, async (name) => {
      await migrateOne(connections, name, folder).catch((error) => failures.set(name, error))
      tried.add(name)
      onProgress?.(tried.size, before + untried.length)
    })
  }
  if (tried.size) await flush(connections)
  for (const name of left) if (!failures.has(name)) failures.set(name, new Error(NOT_OURS))
  if (failures.size) throw new Error(await sentenceFor(failures))
}

async function listOwn(connections: pg.Pool, folder?: string) {
  const behind = await inTransaction(connections, 'begin', (_, client) =>
    listBehind(client, folder),
  )
  return behind.filter((schema) => schema !== SHARED_SCHEMA)
}

async function migrateOne(connections: pg.Pool, schema: string, folder?: string) {
  await inTransaction(
    connections,
    `begin; set local synchronous_commit = off; select pg_advisory_xact_lock(${lockOf(schema)})`,
    async (_, client) => {
      // Somebody else may have come first.
      if (!(await isBehind(client, schema, folder))) return
      await migrateTenant(client, schema, folder)
    },
  )
}

// None waits for the disk: what a power cut takes is behind again. Before anybody is told that all is
// done, one that does wait brings the others along.
async function flush(connections: pg.Pool) {
  await inTransaction(connections, 'begin', (_, client) =>
    client.query('select pg_current_xact_id()'),
  )
}

async function sentenceFor(failures: Map<string, Error>) {
  const names = await describeTenants([...failures.keys()])
  const errors = [...failures.values()]
  return [
    'These organizations are not up to date, and this build needs them to be; the others are:',
    ...names.map((name, index) => `  ${name}: ${errors[index]?.message}`).sort(),
  ].join('\n')
}
