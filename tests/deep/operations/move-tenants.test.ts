import { expect, test } from 'vitest'
import { moveTenants } from '@/db/operations/move/move-tenants'
import { ownSchemaOf } from '@/db/tenants/schemas'
import { listActivity } from '@/lib/audit/list-activity'
import { deleteOrg, restoreOrg } from '@/lib/orgs/orgs'
import { createProject, deleteProject, listProjects, renameProject } from '@/lib/projects/projects'
import { contentsOf } from '../../contents'
import { countRows, querySystem, storedSchema, withSchema } from '../../db/fixtures/org-schema'
import { createOrg } from '../../factories'
import { asLogin } from '../../queue'
import { blockStatements } from './block-statements'
import { createOrgWithRows, projectNames } from './org-with-rows'
import { createTypeTables, fillTypeTables } from './tables-of-every-type'

test('an org moves into its own schema and back with every row', async () => {
  const acme = await createOrgWithRows('Acme')
  const globex = await createOrgWithRows('Globex')
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
  for (const [table, rows] of Object.entries(before.acme)) expect(rows, table).not.toEqual([])

  expect(await moveTenants({ to: 'schema', slug: acme.slug })).toBe(1)

  expect(await countRows('tenant', acme)).toBe(0)
  expect(await contentsOf(acme)).toEqual(withSchema(before.acme, ownSchemaOf(acme.id)))
  expect(await contentsOf(globex)).toEqual(before.globex)
  expect(await listActivity(acme.admin, { limit: 100 })).toHaveLength(
    before.acme['tenant.audit_logs']?.length ?? 0,
  )
  await createProject(acme.admin, { name: 'Mercury' })
  const changed = await contentsOf(acme)

  expect(await moveTenants({ to: 'row', slug: acme.slug })).toBe(1)

  expect(await contentsOf(acme)).toEqual(withSchema(changed, 'tenant'))
  expect(
    await asLogin(`select from pg_namespace where nspname = '${ownSchemaOf(acme.id)}'`),
  ).toEqual([])
  expect(await contentsOf(globex)).toEqual(before.globex)
  expect(await projectNames(acme.admin)).toContain('Mercury')
})

test('all orgs move, also deleted ones, and a second run moves none', async () => {
  const acme = await createOrgWithRows()
  const deleted = await createOrgWithRows()
  const { org } = deleted.admin
  await deleteOrg(deleted.admin, deleted.slug)
  const progress: number[] = []

  const moved = await moveTenants({ to: 'schema', onProgress: (done) => progress.push(done) })

  expect(progress).toEqual(Array.from({ length: moved }, (_, index) => index + 1))
  expect(await storedSchema(acme)).toBe(ownSchemaOf(acme.id))
  expect(await storedSchema(deleted)).toBe(ownSchemaOf(deleted.id))
  expect(await moveTenants({ to: 'schema' })).toBe(0)
  await restoreOrg(deleted.admin.user, org.id)
  expect(await projectNames(deleted.admin)).toHaveLength(3)
  expect(await moveTenants({ to: 'row' })).toBe(moved)
})

test('requests during a move lose no row and see no error', async () => {
  const acme = await createOrgWithRows()
  const state = { done: false }
  const written: string[] = []
  const write = async () => {
    while (!state.done) {
      const name = `Project ${written.length}`
      await createProject(acme.admin, { name })
      written.push(name)
    }
  }
  const read = async () => {
    while (!state.done) {
      const known = written.length
      expect((await listProjects(acme.member)).total).toBeGreaterThanOrEqual(known + 3)
    }
  }
  const working = Promise.all([write(), read(), read()])
  working.catch(() => {}) // awaited below

  for (let time = 0; time < 10; time++) {
    await moveTenants({ to: time % 2 ? 'row' : 'schema', slug: acme.slug })
  }
  state.done = true
  await working

  expect(written.length).toBeGreaterThan(10)
  expect(await projectNames(acme.admin)).toEqual(expect.arrayContaining(written))
  expect(await projectNames(acme.admin)).toHaveLength(written.length + 3)
})

test('changes that are made while rows are copied are moved too', async () => {
  const acme = await createOrgWithRows()
  await moveTenants({ to: 'schema', slug: acme.slug })
  const [first, second] = (await listProjects(acme.admin)).projects
  const block = await blockStatements('insert on tenant.projects', acme)

  const moving = moveTenants({ to: 'row', slug: acme.slug })
  await block.untilBlocked()
  await createProject(acme.admin, { name: 'Mercury' })
  await renameProject(acme.admin, first?.id ?? '', 'Vostok')
  await deleteProject(acme.admin, second?.id ?? '')
  const before = await contentsOf(acme)
  await block.release()
  await moving

  expect(await contentsOf(acme)).toEqual(withSchema(before, 'tenant'))
  expect(await projectNames(acme.admin)).toEqual(expect.arrayContaining(['Mercury', 'Vostok']))
})

test('requests of the org wait for the end of its move, and those of other orgs do not', async () => {
  const acme = await createOrgWithRows()
  const globex = await createOrg()
  const block = await blockStatements('delete on tenant.projects', acme)
  const moving = moveTenants({ to: 'schema', slug: acme.slug })
  await block.untilBlocked()

  const request = { done: false }
  const reading = projectNames(acme.admin).finally(() => {
    request.done = true
  })
  await createProject(globex.admin, { name: 'Sputnik' })
  expect(await projectNames(globex.admin)).toEqual(['Sputnik'])
  expect(request.done).toBe(false)
  await block.release()

  expect(await reading).toHaveLength(3)
  await moving
})

test('two concurrent runs move each org once', async () => {
  const orgs = [await createOrgWithRows(), await createOrgWithRows()]
  const before = await Promise.all(orgs.map(contentsOf))

  await Promise.all([moveTenants({ to: 'schema' }), moveTenants({ to: 'schema' })])
  await moveTenants({ to: 'row' })

  expect(await Promise.all(orgs.map(contentsOf))).toEqual(before)
})

test('tables that reference each other move too, with values of every type', async () => {
  const acme = await createOrgWithRows()
  await moveTenants({ to: 'schema', slug: acme.slug })
  for (const schema of ['tenant', ownSchemaOf(acme.id)]) await createTypeTables(schema)
  await fillTypeTables(ownSchemaOf(acme.id), acme)
  const block = await blockStatements('insert on tenant.boxes', acme)

  const moving = moveTenants({ to: 'row', slug: acme.slug })
  await block.untilBlocked()
  await querySystem(`
    update ${ownSchemaOf(acme.id)}.boxes set note = '{"n": 2}', place = null, content = null
    where id < 60;
    delete from ${ownSchemaOf(acme.id)}.contents where id > 90;
    update ${ownSchemaOf(acme.id)}.boxes set inside = null where inside > 50;
    delete from ${ownSchemaOf(acme.id)}.boxes where id > 50 and id < 55;
    insert into ${ownSchemaOf(acme.id)}.boxes (org_id, id, content) values ('${acme.id}', 101, 101);
    insert into ${ownSchemaOf(acme.id)}.contents values ('${acme.id}', 101, 101)`)
  const before = await contentsOf(acme)
  expect(before['tenant.boxes']).toHaveLength(97)
  await block.release()
  await moving

  expect(await contentsOf(acme)).toEqual(withSchema(before, 'tenant'))
  await asLogin('drop table tenant.contents, tenant.boxes')
})
