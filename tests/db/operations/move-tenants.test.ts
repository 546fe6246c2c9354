import { expect, test } from 'vitest'
import { moveTenants } from '@/db/operations/move/move-tenants'
import { ownSchemaOf } from '@/db/tenants/schemas'
import { listActivity } from '@/lib/audit/list-activity'
import { deleteOrg, restoreOrg } from '@/lib/orgs/orgs'
import { createProject, deleteProject, listProjects, renameProject } from '@/lib/projects/projects'
import { contentsOf } from '../../contents'
import { createOrg } from '../../factories'
import { asLogin } from '../../queue'
import { addTables, fillTables } from './every-type'
import { createFilledOrg, projectNames } from './filled-org'
import { closeGate } from './gate'
import { inSystem, placed, placeOf, rowsIn } from './places'

test('an org goes into a schema of its own, and back, with every row', async () => {
  const acme = await createFilledOrg('Acme')
  const globex = await createFilledOrg('Globex')
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
  for (const [table, rows] of Object.entries(before.acme)) expect(rows, table).not.toEqual([])

  expect(await moveTenants({ to: 'schema', slug: acme.slug })).toBe(1)

  expect(await rowsIn('tenant', acme)).toBe(0)
  expect(await contentsOf(acme)).toEqual(placed(before.acme, ownSchemaOf(acme.id)))
  expect(await contentsOf(globex)).toEqual(before.globex)
  expect(await listActivity(acme.admin, { limit: 100 })).toHaveLength(
    before.acme['tenant.audit_logs']?.length ?? 0,
  )
  await createProject(acme.admin, { name: 'Mercury' })
  const changed = await contentsOf(acme)

  expect(await moveTenants({ to: 'row', slug: acme.slug })).toBe(1)

  expect(await contentsOf(acme)).toEqual(placed(changed, 'tenant'))
  expect(
    await asLogin(`select from pg_namespace where nspname = '${ownSchemaOf(acme.id)}'`),
  ).toEqual([])
  expect(await contentsOf(globex)).toEqual(before.globex)
  expect(await projectNames(acme.admin)).toContain('Mercury')
})

test('all go that are elsewhere, also those that were deleted; a second time there is nothing to do', async () => {
  const acme = await createFilledOrg()
  const deleted = await createFilledOrg()
  const { org } = deleted.admin
  await deleteOrg(deleted.admin, deleted.slug)
  const progress: number[] = []

  const moved = await moveTenants({ to: 'schema', onProgress: (done) => progress.push(done) })

  expect(progress).toEqual(Array.from({ length: moved }, (_, index) => index + 1))
  expect(await placeOf(acme)).toBe(ownSchemaOf(acme.id))
  expect(await placeOf(deleted)).toBe(ownSchemaOf(deleted.id))
  expect(await moveTenants({ to: 'schema' })).toBe(0)
  await restoreOrg(deleted.admin.user, org.id)
  expect(await projectNames(deleted.admin)).toHaveLength(3)
  expect(await moveTenants({ to: 'row' })).toBe(moved)
})

test('whoever works in an org all the while loses nothing and sees no error', async () => {
  const acme = await createFilledOrg()
  const work = { done: false }
  const written: string[] = []
  const write = async () => {
    while (!work.done) {
      const name = `Project ${written.length}`
      await createProject(acme.admin, { name })
      written.push(name)
    }
  }
  const read = async () => {
    while (!work.done) {
      const known = written.length
      expect((await listProjects(acme.member)).total).toBeGreaterThanOrEqual(known + 3)
    }
  }
  const working = Promise.all([write(), read(), read()])
  working.catch(() => {}) // looked at below

  for (let time = 0; time < 10; time++) {
    await moveTenants({ to: time % 2 ? 'row' : 'schema', slug: acme.slug })
  }
  work.done = true
  await working

  expect(written.length).toBeGreaterThan(10)
  expect(await projectNames(acme.admin)).toEqual(expect.arrayContaining(written))
  expect(await projectNames(acme.admin)).toHaveLength(written.length + 3)
})

test('an org is read and written while its rows are copied, and nothing of that is lost', async () => {
  const acme = await createFilledOrg()
  await moveTenants({ to: 'schema', slug: acme.slug })
  const [first, second] = (await listProjects(acme.admin)).projects
  const gate = await closeGate('insert on tenant.projects', acme)

  const moving = moveTenants({ to: 'row', slug: acme.slug })
  await gate.reached()
  await createProject(acme.admin, { name: 'Mercury' })
  await renameProject(acme.admin, first?.id ?? '', 'Vostok')
  await deleteProject(acme.admin, second?.id ?? '')
  const before = await contentsOf(acme)
  await gate.open()
  await moving

  expect(await contentsOf(acme)).toEqual(placed(before, 'tenant'))
  expect(await projectNames(acme.admin)).toEqual(expect.arrayContaining(['Mercury', 'Vostok']))
})

test('who enters an org at the moment of its move waits, and others do not', async () => {
  const acme = await createFilledOrg()
  const globex = await createOrg()
  const gate = await closeGate('delete on tenant.projects', acme)
  const moving = moveTenants({ to: 'schema', slug: acme.slug })
  await gate.reached()

  const entering = { done: false }
  const reading = projectNames(acme.admin).finally(() => {
    entering.done = true
  })
  await createProject(globex.admin, { name: 'Sputnik' })
  expect(await projectNames(globex.admin)).toEqual(['Sputnik'])
  expect(entering.done).toBe(false)
  await gate.open()

  expect(await reading).toHaveLength(3)
  await moving
})

test('two who move the same orgs at once move each of them once', async () => {
  const orgs = [await createFilledOrg(), await createFilledOrg()]
  const before = await Promise.all(orgs.map(contentsOf))

  await Promise.all([moveTenants({ to: 'schema' }), moveTenants({ to: 'schema' })])
  await moveTenants({ to: 'row' })

  expect(await Promise.all(orgs.map(contentsOf))).toEqual(before)
})

test('tables that refer to each other and to themselves go along, with every type', async () => {
  const acme = await createFilledOrg()
  await moveTenants({ to: 'schema', slug: acme.slug })
  for (const schema of ['tenant', ownSchemaOf(acme.id)]) await addTables(schema)
  await fillTables(ownSchemaOf(acme.id), acme)
  const gate = await closeGate('insert on tenant.boxes', acme)

  const moving = moveTenants({ to: 'row', slug: acme.slug })
  await gate.reached()
  await inSystem(`
    update ${ownSchemaOf(acme.id)}.boxes set note = '{"n": 2}', place = null, content = null
    where id < 60;
    delete from ${ownSchemaOf(acme.id)}.contents where id > 90;
    update ${ownSchemaOf(acme.id)}.boxes set inside = null where inside > 50;
    delete from ${ownSchemaOf(acme.id)}.boxes where id > 50 and id < 55;
    insert into ${ownSchemaOf(acme.id)}.boxes (org_id, id, content) values ('${acme.id}', 101, 101);
    insert into ${ownSchemaOf(acme.id)}.contents values ('${acme.id}', 101, 101)`)
  const before = await contentsOf(acme)
  expect(before['tenant.boxes']).toHaveLength(97)
  await gate.open()
  await moving

  expect(await contentsOf(acme)).toEqual(placed(before, 'tenant'))
  await asLogin('drop table tenant.contents, tenant.boxes')
})
