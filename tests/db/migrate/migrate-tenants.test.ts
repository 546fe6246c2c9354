import { sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { asSystem } from '@/db/transactions'
import { verifyPolicies } from '@/db/verify-policies'
import { createProject, listProjects } from '@/lib/projects/projects'
import { createOrg, schemaOf, type TestOrg } from '../../factories'
import { asLogin } from '../../queue'
import { columnsIn, createOrgs, migrationFolder } from './tenants'

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

async function rowsIn(table: string) {
  const { rows } = await asSystem('test', (tx) => tx.execute(sql.raw(`select from ${table}`)))
  return rows.length
}
