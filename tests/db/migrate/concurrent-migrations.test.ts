import { expect, test, vi } from 'vitest'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { createProject, listProjects } from '@/lib/projects/projects'
import { createOrg, schemaOf, type TestOrg } from '../../factories'
import { asLogin } from '../../queue'
import { columnsIn, createOrgs, lockOrg, migrationFolder, outdate } from './tenants'

vi.hoisted(() => {
  process.env.TENANT_ISOLATION = 'schema'
})
vi.setConfig({ testTimeout: 60_000 })

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
