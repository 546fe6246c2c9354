import type pg from 'pg'
import { inTransaction } from '../client'
import { describeTenants } from './describe'
import { migrateTenant } from './migrate-tenant'
import { lockOf, SHARED_SCHEMA } from './schemas'
import { listBehind } from './version'

export type TenantsToMigrate = {
  /** Of one org alone; without it, of all that are behind. */
  schema?: string
  /** The migrations, where they are not those of this build. */
  folder?: string
  /** How many schemas are done, and of how many. */
  onProgress?: (done: number, total: number) => void
}

const AT_ONCE = 8

/**
 * Brings the schemas of orgs up to date, each in a transaction of its own. Throws a sentence for each
 * that failed, when the others are done.
 */
export async function migrateTenants(
  connections: pg.Pool,
  { schema, folder, onProgress }: TenantsToMigrate,
) {
  const failures = new Map<string, Error>()
  let done = 0
  for (;;) {
    const left = (await behind(connections, folder)).filter(
      (name) => name !== SHARED_SCHEMA && name === (schema ?? name) && !failures.has(name),
    )
    if (!left.length) break
    const total = done + left.length
    await forEach(left, async (name) => {
      await migrateOne(connections, name, folder).catch((error) => failures.set(name, error))
      onProgress?.(++done, total)
    })
    // While they were at it, a build that still serves may have created another.
  }
  if (failures.size) throw new Error(await sentenceFor(failures))
}

async function behind(connections: pg.Pool, folder?: string) {
  return inTransaction(connections, 'begin', (_, client) => listBehind(client, folder))
}

async function migrateOne(connections: pg.Pool, schema: string, folder?: string) {
  await inTransaction(
    connections,
    `begin; select pg_advisory_xact_lock(${lockOf(schema)})`,
    (_, client) => migrateTenant(client, schema, folder),
  )
}

async function forEach<T>(items: T[], run: (item: T) => Promise<void>) {
  const left = items.values()
  const work = async () => {
    for (const item of left) await run(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
}

async function sentenceFor(failures: Map<string, Error>) {
  const names = await describeTenants([...failures.keys()])
  const errors = [...failures.values()]
  return [
    'These organizations are not up to date, and this build needs them to be; the others are:',
    ...names.map((name, index) => `  ${name}: ${errors[index]?.message}`).sort(),
  ].join('\n')
}
