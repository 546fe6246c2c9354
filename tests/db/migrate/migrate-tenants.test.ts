import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createPool } from '@/db/client'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { migrationsIn } from '@/db/migrate/migration-files'
import { isTenantSchema, lockOf } from '@/db/tenants/schemas'
import { asSystem } from '@/db/transactions'
import { verifyPolicies } from '@/db/verify-policies'
import { env } from '@/lib/env'
import { createProject, listProjects } from '@/lib/projects/projects'
import { createOrg, schemaOf, type TestOrg } from '../../factories'
import { asLogin } from '../../queue'
import { withMigration } from '../fixtures/with-migration'

vi.hoisted(() => {
  process.env.TENANT_ISOLATION = 'schema'
})
vi.setConfig({ testTimeout: 60_000 })

test('a new org has a migrated schema with policies', async () => {
  const { admin } = await createOrg()

  expect(await listUnmigrated()).toEqual({ shared: [], tenants: [] })
  await verifyPolicies()
  await createProject(admin, { name: 'Moonshot' })
  expect(await rowsIn(`${schemaOf(admin.org)}.projects`)).toBe(1)
  expect(await rowsIn('tenant.projects')).toBe(0)
})

test('every schema is migrated, and progress is reported', async () => {
  const orgs = await createOrgs(5)
  const folder = migrationFolder(
    'alter table "projects" add column "note" text not null default \'-\'',
  )
  const reports: number[][] = []

  await migrate(undefined, { folder, onProgress: (...progress) => reports.push(progress) })

  for (const org of orgs) expect(await columnsIn(org)).toContain('note')
  expect(reports.map(([done]) => done)).toEqual(reports.map((_, index) => index + 1))
  expect(reports.at(-1)?.[0]).toBe(reports.at(-1)?.[1])
  // The older build keeps working.
  const [{ admin } = await createOrg()] = orgs
  await createProject(admin, { name: 'Moonshot' })
  expect(await listProjects(admin)).toMatchObject({ projects: [{ name: 'Moonshot' }] })
})

test('a table that a migration creates is protected', async () => {
  const orgs = await createOrgs(2)
  const folder = migrationFolder(
    'create table "notes" ("org_id" uuid, "id" uuid, primary key (org_id, id))',
  )

  await migrate(undefined, { folder })

  await verifyPolicies()
  for (const org of orgs) {
    const [table] = await asLogin(
      `select relforcerowsecurity as forced,
         has_table_privilege('${env().DATABASE_USER_ROLE}', oid, 'insert') as granted
       from pg_class where oid = '${schemaOf(org)}.notes'::regclass`,
    )
    expect(table).toEqual({ forced: true, granted: true })
  }
})

test('a failed org is named with its error, and the others are migrated', async () => {
  const orgs = await createOrgs(3)
  const [failing, ...others] = orgs as [TestOrg, ...TestOrg[]]
  await asLogin(`alter table ${schemaOf(failing)}.projects add column note int`)
  const folder = migrationFolder('alter table "projects" add column "note" text')

  await expect(migrate(undefined, { folder })).rejects.toThrow(
    new RegExp(
      `^These organizations could not be migrated.*\\n  ${failing.admin.org.slug} \\(${schemaOf(failing)}\\): column "note" of relation "projects" already exists$`,
    ),
  )

  for (const org of others) expect(await columnsIn(org)).toContain('note')
  await asLogin(`alter table ${schemaOf(failing)}.projects drop column note`)
  await migrate(undefined, { folder })
  expect(await columnsIn(failing)).toContain('note')
})

test('changed policies in the schema of an org are reported, and restored by a migration', async () => {
  const [org] = await createOrgs(1)
  const table = `${schemaOf(org as TestOrg)}.projects`
  const changes = [
    `alter table ${table} disable row level security`,
    `alter table ${table} no force row level security`,
    `alter policy org on ${table} using (true)`,
    `drop policy org on ${table}; create policy org on ${table} to public using (true)`,
    `grant truncate on ${table} to public`,
    `grant update (org_id) on ${table} to public`,
  ]
  for (const change of changes) {
    await verifyPolicies()
    await asLogin(change)
    await expect(verifyPolicies(), change).rejects.toThrow(schemaOf(org as TestOrg))
    expect((await listUnmigrated()).tenants, change).toEqual([schemaOf(org as TestOrg)])

    await migrate()
    expect(await listUnmigrated(), change).toEqual({ shared: [], tenants: [] })
  }
})

test.each([
  { change: 'create table loose (org_id uuid)', undo: 'drop table loose' },
  { change: 'create policy more on projects using (true)', undo: 'drop policy more on projects' },
])('a migration reports what it cannot restore: $change', async ({ change, undo }) => {
  const org = await createOrg()
  await asLogin(`set search_path = ${schemaOf(org)}; ${change}`)

  await expect(verifyPolicies()).rejects.toThrow(schemaOf(org))
  await expect(migrate()).rejects.toThrow(
    `(${schemaOf(org)}): Its tables, owners, policies or grants differ`,
  )

  await asLogin(`set search_path = ${schemaOf(org)}; ${undo}`)
  await migrate()
  await verifyPolicies()
})

test('an org that an older build creates during the migration is migrated too', async () => {
  const orgs = await createOrgs(3)
  const folder = migrationFolder('alter table "projects" add column "note" text')
  const release = await lockOrg(orgs[0] as TestOrg)
  const created: Promise<TestOrg>[] = []

  await migrate(undefined, {
    folder,
    onProgress: (done) => {
      // The first org stays locked until the new one is created.
      if (done === orgs.length - 1) created.push(createOrg().finally(release))
    },
  })

  expect(created).toHaveLength(1)
  for (const org of [...orgs, ...(await Promise.all(created))])
    expect(await columnsIn(org)).toContain('note')
})

test('an org that is purged during the migration is no failure', async () => {
  const [purged, other] = (await createOrgs(2)) as [TestOrg, TestOrg]
  await outdate(purged)
  await outdate(other)
  const release = await lockOrg(purged)

  await migrate(undefined, {
    onProgress: async (done) => {
      if (done > 1) return
      await asLogin(`drop schema ${schemaOf(purged)} cascade`)
      await release()
    },
  })

  expect(await listUnmigrated()).toEqual({ shared: [], tenants: [] })
})

test('concurrent migrations all succeed', async () => {
  const orgs = await createOrgs(5)
  const folder = migrationFolder('alter table "projects" add column "note" text')

  await Promise.all(Array.from({ length: 5 }, () => migrate(undefined, { folder })))

  for (const org of orgs) expect(await columnsIn(org)).toContain('note')
})

test('requests and a migration of the same org wait for each other', async () => {
  const org = await createOrg()
  const folder = migrationFolder('alter table "projects" add column "note" text')
  const writes = Array.from({ length: 30 }, (_, n) => createProject(org.admin, { name: `P${n}` }))

  await Promise.all([...writes, migrate(undefined, { folder })])

  expect(await listProjects(org.admin)).toMatchObject({ total: 30 })
})

test('--dry-run lists outdated orgs, and --tenant migrates one', async () => {
  const orgs = await createOrgs(3)
  for (const org of orgs) await outdate(org)

  const dryRun = await run('--dry-run')
  expect(dryRun.code).toBe(0)
  for (const org of orgs) {
    expect(dryRun.output).toContain(`outdated: ${org.admin.org.slug} (${schemaOf(org)})\n`)
  }
  expect(dryRun.output).toContain('Nothing was changed.')
  expect((await listUnmigrated()).tenants).toEqual(orgs.map(schemaOf).sort())

  const [first, ...others] = orgs as [TestOrg, ...TestOrg[]]
  expect(await run('--tenant', first.admin.org.slug)).toMatchObject({ code: 0 })
  expect((await listUnmigrated()).tenants).toEqual(others.map(schemaOf).sort())

  expect(await run('--tenant', 'no-such-org')).toMatchObject({
    code: 1,
    output: expect.stringContaining('No organization has the slug no-such-org.'),
  })
  expect(await run()).toMatchObject({
    code: 0,
    output: expect.stringContaining('The database is up to date.'),
  })
  expect(await run('--dry-run')).toMatchObject({ output: 'The database is up to date.\n' })
})

test('a killed migration can be run again', async () => {
  const orgs = await createOrgs(6)
  for (const org of orgs) await outdate(org)
  const [locked, ...others] = orgs.toSorted((a, b) => (schemaOf(a) < schemaOf(b) ? -1 : 1)) as [
    TestOrg,
    ...TestOrg[],
  ]
  const release = await lockOrg(locked)

  const { child, ended } = start()
  while ((await listUnmigrated()).tenants.length > 1) {}
  child.kill('SIGKILL')
  await ended
  await release()

  expect((await listUnmigrated()).tenants).toEqual([schemaOf(locked)])
  expect(await run()).toMatchObject({ code: 0 })
  expect(await listUnmigrated()).toEqual({ shared: [], tenants: [] })
  for (const org of others) expect(await listProjects(org.admin)).toMatchObject({ total: 0 })
})

const createOrgs = (count: number) => Promise.all(Array.from({ length: count }, () => createOrg()))

/** Returns a folder with one more migration, which is reverted when the test ends. */
function migrationFolder(sql: string) {
  const folder = withMigration(sql)
  onTestFinished(async () => {
    const { hash } = migrationsIn(folder).at(-1) ?? {}
    for (const { nspname } of await asLogin<{ nspname: string }>(
      `select nspname from pg_namespace where ${isTenantSchema('nspname')}`,
    )) {
      await asLogin(
        `set search_path = ${nspname}; drop table if exists notes;
         alter table projects drop column if exists note;
         delete from __migrations where hash = '${hash}'`,
      )
    }
    await migrate()
    rmSync(folder, { recursive: true })
  })
  return folder
}

/** Marks the schema of an org as outdated. */
const outdate = (org: TestOrg) => asLogin(`comment on schema ${schemaOf(org)} is 'older'`)

/** Holds the exclusive lock of an org until the returned function is called. */
async function lockOrg(org: TestOrg) {
  const connections = createPool(env().DATABASE_URL, 1)
  const client = await connections.connect()
  await client.query(`begin; select pg_advisory_xact_lock(${lockOf(schemaOf(org))})`)
  return async () => {
    await client.query('rollback')
    client.release()
    await connections.end()
  }
}

async function columnsIn(org: { id: string }) {
  const columns = await asLogin<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = '${schemaOf(org)}.projects'::regclass and attnum > 0`,
  )
  return columns.map(({ name }) => name)
}

async function rowsIn(table: string) {
  const { rows } = await asSystem('test', (tx) => tx.execute(sql.raw(`select from ${table}`)))
  return rows.length
}

/** Starts `npm run db:migrate` in a child process. */
function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/db-migrate.ts', ...args])
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return { child, ended: once(child, 'close').then(([code]) => ({ code, output })) }
}

const run = (...args: string[]) => start(...args).ended
