import { rmSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { migrate } from '@/db/migrate/migrate'
import { orgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { createAccount } from '@/lib/auth/accounts'
import { databaseEnv } from '@/lib/env'
import { createOrg } from '@/lib/orgs/orgs'
import { purgeOrgs } from '@/lib/orgs/purge'
import type { OrgScope } from '@/lib/orgs/scope'
import { createProject, listProjects } from '@/lib/projects/projects'
import { seedMany } from '@/lib/seed/seed-many'
import { prepareEnvironment } from '@/lib/server/prepare'
import { withMigration } from '@/tests/db/fixtures/with-migration'
import { query } from '@/tests/setup/databases'

const ORGS = 1000
const REPEATS = 100
const NEW_ORGS = 20

/** Measures the `TENANT_ISOLATION` of the environment, in an empty database. */
export async function measure(): Promise<Record<string, string>> {
  await prepareEnvironment()
  await migrate()
  const sizeBefore = await sizeInKB()
  await seedMany({ orgs: ORGS, members: 1 }, () => {})
  const growth = (await sizeInKB()) - sizeBefore
  const services = await measureServices()
  const again = await time(() => migrate())
  const folder = withMigration('alter table "projects" add column "note" text')
  const column = await time(() => migrate(undefined, { folder }))
  rmSync(folder, { recursive: true })
  return {
    [`disk space per organization (${ORGS} small ones)`]: `${Math.round(growth / ORGS)} kB`,
    ...services,
    'db:migrate, nothing pending': `${(again / 1000).toFixed(2)} s`,
    'db:migrate, one new column': `${(column / 1000).toFixed(2)} s`,
  }
}

async function measureServices() {
  const scopes: OrgScope[] = []
  const user = await createPerson()
  const creating = await repeat(NEW_ORGS, async (n) => {
    scopes.push(await createOrg(user, { name: 'Acme', slug: `acme-${n}-bench` }))
  })
  const scope = (n: number) => scopes[n % NEW_ORGS] as OrgScope
  const adding = await repeat(REPEATS, (n) => createProject(scope(n), { name: 'Moonshot' }))
  const listing = await repeat(REPEATS, (n) => listProjects(scope(n)))
  await asSystem('bench', (tx) =>
    tx
      .update(orgs)
      .set({ deletedAt: new Date(0) })
      .where(sql`slug like 'acme-%-bench'`),
  )
  const purging = (await time(purgeOrgs)) / NEW_ORGS
  return {
    'creating an organization': ms(creating),
    'creating a project': ms(adding),
    'listing projects': ms(listing),
    'purging an organization': ms(purging),
  }
}

async function createPerson() {
  const account = { name: 'Ada', email: 'bench@example.com', passwordHash: 'none' }
  const user = await asSystem('bench', (tx) => createAccount(tx, account))
  if (!user) throw new Error(`${account.email} already has an account.`)
  return { ...user, ipAddress: '127.0.0.1' }
}

// Without the dead rows that seeding leaves behind.
async function sizeInKB(): Promise<number> {
  await query(databaseEnv().DATABASE_URL_DIRECT, 'vacuum full')
  const { rows } = await asSystem('bench', (tx) =>
    tx.execute<{ size: number }>(
      sql`select (pg_database_size(current_database()) / 1024)::int as size`,
    ),
  )
  return rows[0]?.size ?? 0
}

async function repeat(times: number, run: (n: number) => Promise<unknown>): Promise<number> {
  const elapsed: number[] = []
  for (let n = 0; n < times; n++) elapsed.push(await time(() => run(n)))
  return elapsed.sort((a, b) => a - b)[Math.floor(times / 2)] ?? 0
}

async function time(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return performance.now() - start
}

const ms = (value: number) => `${value.toFixed(1)} ms`
