import { expect, test } from 'vitest'
import { asSystem } from '@/db/transactions'
import { contentsOf } from '../../contents'
import { createUser } from '../../factories'
import { createOrgsOfAnn, createTwoOrgs } from './orgs'
import { execute, inOrg, insertLike, rowsOf, updateAll, valuesOf } from './statements'
import {
  orgTables,
  permissionDenied,
  protectedTables,
  tablesGranting,
  tablesNotGranting,
  violatesPolicy,
} from './tables'

// No statement here names its tenant: only the policies isolate the orgs.

// For tests that change nothing. The others create their own orgs.
const { ann, acme, globex } = await createOrgsOfAnn()

test.each(orgTables)('Acme has rows in $name (see `createFullOrg`)', async ({ name }) => {
  expect((await contentsOf(acme))[name]).not.toEqual([])
})

test.each(orgTables)('all visible rows of $name belong to the org', async ({ name }) => {
  expect(await rowsOf(name, inOrg(ann))).toEqual((await contentsOf(acme))[name])
})

test('all visible users are members of the org', async () => {
  expect(await valuesOf('users', 'id', inOrg(ann))).toEqual(
    await valuesOf('memberships', 'user_id', inOrg(ann)),
  )
})

test.each(tablesGranting('update'))(
  'an update of all rows of $name does not change other orgs',
  async ({ name }) => {
    const { acme, globex } = await createTwoOrgs()
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

    await inOrg(acme.admin)(execute(updateAll(name)))

    expect(await contentsOf(globex)).toEqual(before.globex)
    expect((await contentsOf(acme))[name]).not.toEqual(before.acme[name])
  },
)

test.each(tablesGranting('delete'))(
  'a delete of all rows of $name does not change other orgs',
  async ({ name }) => {
    const { acme, globex } = await createTwoOrgs()
    const before = await contentsOf(globex)

    await inOrg(acme.admin)(execute(`delete from ${name}`))

    expect(await contentsOf(globex)).toEqual(before)
    expect((await contentsOf(acme))[name]).toEqual([])
  },
)

test.each([
  ...tablesNotGranting('update').map(({ name }) => updateAll(name)),
  ...tablesNotGranting('delete').map(({ name }) => `delete from ${name}`),
  ...protectedTables.map(({ name }) => `truncate ${name} cascade`),
  updateAll('public.users'),
  ...['id', 'schema', 'created_at'].map((name) => `update public.orgs set ${name} = default`),
  'delete from public.users',
  `insert into public.users (name, email) values ('Eve', 'eve@example.com')`,
  'create table public.loot (id int)',
  'create table tenant.loot (id int)',
])('permission is denied: %s', async (statement) => {
  const before = await contentsOf(acme)

  await expect(inOrg(acme.admin)(execute(statement))).rejects.toMatchObject(permissionDenied)

  expect(await contentsOf(acme)).toEqual(before)
})

test.each(orgTables)('a row of $name cannot be inserted into another org', async ({ name }) => {
  const before = await contentsOf(globex)
  const insert = execute(await insertLike(name, before, await createUser()))

  await expect(inOrg(acme.admin)(insert)).rejects.toMatchObject(violatesPolicy)
  expect(await contentsOf(globex)).toEqual(before)

  await asSystem('the row itself is valid', insert)
})

const movable = tablesGranting('update').filter(({ name }) => name !== 'public.orgs')
test.each(movable)('a row of $name cannot be moved to another org', async ({ name, key }) => {
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
  const move = execute(`update ${name} set ${key} = '${globex.id}'`)

  await expect(inOrg(acme.admin)(move)).rejects.toMatchObject(violatesPolicy)

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('an upsert cannot change another org', async () => {
  const before = await contentsOf(globex)
  const upsert = execute(`insert into orgs (id, name, slug)
    values ('${globex.id}', 'Stolen', '${globex.admin.org.slug}')
    on conflict (id) do update set name = excluded.name`)

  await expect(inOrg(acme.admin)(upsert)).rejects.toMatchObject(violatesPolicy)

  expect(await contentsOf(globex)).toEqual(before)
})

test('an upsert cannot take the slug of another org', async () => {
  const before = await contentsOf(globex)
  const upsert = execute(`insert into org_slugs (org_id, slug)
    values ('${acme.id}', '${globex.admin.org.slug}')
    on conflict (slug) do update set org_id = excluded.org_id`)

  await expect(inOrg(acme.admin)(upsert)).rejects.toMatchObject(permissionDenied)

  expect(await contentsOf(globex)).toEqual(before)
})

test('an org cannot have the slug of another', async () => {
  const before = await contentsOf(acme)
  const { slug } = globex.admin.org

  await expect(
    inOrg(acme.admin)(execute(`update orgs set slug = '${slug}'`)),
  ).rejects.toMatchObject({
    cause: { message: expect.stringContaining('violates foreign key constraint') },
  })

  expect(await contentsOf(acme)).toEqual(before)
})

test('two orgs can have a task with the same id', async () => {
  const { acme, globex } = await createTwoOrgs()
  const [id] = await valuesOf('tasks', 'id', inOrg(acme.admin))

  await inOrg(globex.admin)(execute(`update tasks set id = '${id}'`))

  expect(await valuesOf('tasks', 'id', inOrg(globex.admin))).toEqual([id])
  expect(await valuesOf('tasks', 'id', inOrg(acme.admin))).toEqual([id])
})

test.each(orgTables)('asSystem reads and writes $name of every org', async ({ name }) => {
  const { acme, globex } = await createTwoOrgs()
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
  expect(before.acme[name]).not.toEqual([])
  expect(before.globex[name]).not.toEqual([])

  await asSystem('test', execute(updateAll(name)))

  expect((await contentsOf(acme))[name]).not.toEqual(before.acme[name])
  expect((await contentsOf(globex))[name]).not.toEqual(before.globex[name])
})
