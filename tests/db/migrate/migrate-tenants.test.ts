import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createPool } from '@/db/client'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { migrationsIn } from '@/db/migrate/migration-files'
import { holdsTenants, lockOf } from '@/db/tenants/schemas'
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

test('the schema of an org is migrated and walled as soon as there is an org', async () => {
  const { admin } = await createOrg()

  expect(await listUnmigrated()).toEqual({ shared: [], tenants: [] })
  await verifyPolicies()
  await createProject(admin, { name: 'Moonshot' })
  expect(await rowsIn(`${schemaOf(admin.org)}.projects`)).toBe(1)
  expect(await rowsIn('tenant.projects')).toBe(0)
})

test('every schema gets what it lacks, and progress is told', async () => {
  const orgs = await createOrgs(5)
  const folder = oneMore('alter table "projects" add column "note" text not null default \'-\'')
  const told: number[][] = []

  await migrate(undefined, { folder, onProgress: (...progress) => told.push(progress) })

  for (const org of orgs) expect(await columnsIn(org)).toContain('note')
  expect(told.map(([done]) => done)).toEqual(told.map((_, index) => index + 1))
  expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1])
  // Whoever serves the older build goes on.
  const [{ admin } = await createOrg()] = orgs
  await createProject(admin, { name: 'Moonshot' })
  expect(await listProjects(admin)).toMatchObject({ projects: [{ name: 'Moonshot' }] })
})

test('a table that a migration adds is walled', async () => {
  const orgs = await createOrgs(2)
  const folder = oneMore(
    'create table "notes" ("org_id" uuid, "id" uuid, primary key (org_id, id))',
  )

  await migrate(undefined, { folder })

  await verifyPolicies()
  for (const org of orgs) {
    const [wall] = await asLogin(
      `select relforcerowsecurity as forced,
         has_table_privilege('${env().DATABASE_USER_ROLE}', oid, 'insert') as granted
       from pg_class where oid = '${schemaOf(org)}.notes'::regclass`,
    )
    expect(wall).toEqual({ forced: true, granted: true })
  }
})

test('an org that fails is named with its error, and the others are migrated', async () => {
  const orgs = await createOrgs(3)
  const [odd, ...others] = orgs as [TestOrg, ...TestOrg[]]
  await asLogin(`alter table ${schemaOf(odd)}.projects add column note int`)
  const folder = oneMore('alter table "projects" add column "note" text')

  await expect(migrate(undefined, { folder })).rejects.toThrow(
    new RegExp(
      `^These organizations are not up to date.*\\n  ${odd.admin.org.slug} \\(${schemaOf(odd)}\\): column "note" of relation "projects" already exists$`,
    ),
  )

  for (const org of others) expect(await columnsIn(org)).toContain('note')
  await asLogin(`alter table ${schemaOf(odd)}.projects drop column note`)
  await migrate(undefined, { folder })
  expect(await columnsIn(odd)).toContain('note')
})

test('walls that were taken down in the schema of an org are a hole, and put up again', async () => {
  const [org] = await createOrgs(1)
  const table = `${schemaOf(org as TestOrg)}.projects`
  const holes = [
    `alter table ${table} disable row level security`,
    `alter table ${table} no force row level security`,
    `alter policy org on ${table} using (true)`,
    `drop policy org on ${table}; create policy org on ${table} to public using (true)`,
    `grant truncate on ${table} to public`,
    `grant update (org_id) on ${table} to public`,
  ]
  for (const hole of holes) {
    await verifyPolicies()
    await asLogin(hole)
    await expect(verifyPolicies(), hole).rejects.toThrow(schemaOf(org as TestOrg))
    expect((await listUnmigrated()).tenants, hole).toEqual([schemaOf(org as TestOrg)])

    await migrate()
    expect(await listUnmigrated(), hole).toEqual({ shared: [], tenants: [] })
  }
})

test.each([
  { open: 'create table loose (org_id uuid)', close: 'drop table loose' },
  { open: 'create policy more on projects using (true)', close: 'drop policy more on projects' },
])('what no build knows is a hole until somebody removes it: $open', async ({ open, close }) => {
  const org = await createOrg()
  await asLogin(`set search_path = ${schemaOf(org)}; ${open}`)

  await expect(verifyPolicies()).rejects.toThrow(schemaOf(org))
  await expect(migrate()).rejects.toThrow(`(${schemaOf(org)}): Its tables, owners or rights`)

  await asLogin(`set search_path = ${schemaOf(org)}; ${close}`)
  await migrate()
  await verifyPolicies()
})

test('an org that an older build makes meanwhile is not left behind', async () => {
  const orgs = await createOrgs(3)
  const folder = oneMore('alter table "projects" add column "note" text')
  const release = await holdAlone(orgs[0] as TestOrg)
  const late: Promise<TestOrg>[] = []

  await migrate(undefined, {
    folder,
    onProgress: (done) => {
      // The first of them waits until the late one is there.
      if (done === orgs.length - 1) late.push(createOrg().finally(release))
    },
  })

  expect(late).toHaveLength(1)
  for (const org of [...orgs, ...(await Promise.all(late))])
    expect(await columnsIn(org)).toContain('note')
})

test("an org that is purged meanwhile is nobody's failure", async () => {
  const [purged, other] = (await createOrgs(2)) as [TestOrg, TestOrg]
  await outdate(purged)
  await outdate(other)
  const release = await holdAlone(purged)

  await migrate(undefined, {
    onProgress: async (done) => {
      if (done > 1) return
      await asLogin(`drop schema ${schemaOf(purged)} cascade`)
      await release()
    },
  })

  expect(await listUnmigrated()).toEqual({ shared: [], tenants: [] })
})

test('several that migrate at once all succeed', async () => {
  const orgs = await createOrgs(5)
  const folder = oneMore('alter table "projects" add column "note" text')

  await Promise.all(Array.from({ length: 5 }, () => migrate(undefined, { folder })))

  for (const org of orgs) expect(await columnsIn(org)).toContain('note')
})

test('whoever is in an org is waited for, and whoever comes meanwhile waits', async () => {
  const org = await createOrg()
  const folder = oneMore('alter table "projects" add column "note" text')
  const writes = Array.from({ length: 30 }, (_, n) => createProject(org.admin, { name: `P${n}` }))

  await Promise.all([...writes, migrate(undefined, { folder })])

  expect(await listProjects(org.admin)).toMatchObject({ total: 30 })
})

test('--dry-run lists what is behind, and --tenant does one', async () => {
  const orgs = await createOrgs(3)
  for (const org of orgs) await outdate(org)

  const listed = await run('--dry-run')
  expect(listed.code).toBe(0)
  for (const org of orgs) {
    expect(listed.output).toContain(`behind: ${org.admin.org.slug} (${schemaOf(org)})\n`)
  }
  expect(listed.output).toContain('Nothing was changed.')
  expect((await listUnmigrated()).tenants).toEqual(orgs.map(schemaOf).sort())

  const [first, ...others] = orgs as [TestOrg, ...TestOrg[]]
  expect(await run('--tenant', first.admin.org.slug)).toMatchObject({ code: 0 })
  expect((await listUnmigrated()).tenants).toEqual(others.map(schemaOf).sort())

  expect(await run('--tenant', 'nobody-has-it')).toMatchObject({
    code: 1,
    output: expect.stringContaining('No organization has the address nobody-has-it.'),
  })
  expect(await run()).toMatchObject({
    code: 0,
    output: expect.stringContaining('The database is up to date.'),
  })
  expect(await run('--dry-run')).toMatchObject({ output: 'The database is up to date.\n' })
})

test('killed half-way, it is taken up where it was', async () => {
  const orgs = await createOrgs(6)
  for (const org of orgs) await outdate(org)
  const [held, ...others] = orgs.toSorted((a, b) => (schemaOf(a) < schemaOf(b) ? -1 : 1)) as [
    TestOrg,
    ...TestOrg[],
  ]
  const release = await holdAlone(held)

  const { child, ended } = start()
  while ((await listUnmigrated()).tenants.length > 1) {}
  child.kill('SIGKILL')
  await ended
  await release()

  expect((await listUnmigrated()).tenants).toEqual([schemaOf(held)])
  expect(await run()).toMatchObject({ code: 0 })
  expect(await listUnmigrated()).toEqual({ shared: [], tenants: [] })
  for (const org of others) expect(await listProjects(org.admin)).toMatchObject({ total: 0 })
})

const createOrgs = (count: number) => Promise.all(Array.from({ length: count }, () => createOrg()))

/** One more migration, which is taken back when the test ends: the tests share a database. */
function oneMore(sql: string) {
  const folder = withMigration(sql)
  onTestFinished(async () => {
    const { hash } = migrationsIn(folder).at(-1) ?? {}
    for (const { nspname } of await asLogin<{ nspname: string }>(
      `select nspname from pg_namespace where ${holdsTenants('nspname')}`,
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

const outdate = (org: TestOrg) => asLogin(`comment on schema ${schemaOf(org)} is 'older'`)

/** Is alone in the org until what it answers is called. */
async function holdAlone(org: TestOrg) {
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

/** `npm run db:migrate` with these arguments. */
function start(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/db-migrate.ts', ...args])
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text))
  return { child, ended: once(child, 'close').then(([code]) => ({ code, output })) }
}

const run = (...args: string[]) => start(...args).ended
