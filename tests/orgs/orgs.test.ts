import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listMembers } from '@/lib/orgs/memberships'
import {
  createOrg as create,
  deleteOrg,
  listDeletedOrgs,
  listOrgs,
  updateOrg,
} from '@/lib/orgs/orgs'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { throttle } from '@/lib/throttle/throttle'
import { contentsOf } from '../contents'
import { createOrg, createUser, schemaOf, uniqueSlug } from '../factories'
import { watchAnotherOrg } from './another-org'

watchAnotherOrg()

test('the creator of an org is its only member, as an admin', async () => {
  const globex = await createOrg()
  const before = await contentsOf(globex)
  const ann = await createUser('Ann')
  const slug = uniqueSlug()

  const scope = await create(ann, { name: 'Acme', slug })

  expect(scope).toMatchObject({
    user: ann,
    org: { name: 'Acme', slug },
    membership: { role: 'admin' },
  })
  expect(await findScope(ann, { slug })).toEqual(scope)
  expect(await listMembers(scope)).toMatchObject({
    members: [{ userId: ann.id, role: 'admin' }],
    total: 1,
  })
  expect(await contentsOf(scope.org)).toMatchObject({
    'public.orgs': [{ id: scope.org.id, name: 'Acme', slug, schema: schemaOf(scope.org) }],
    'public.org_slugs': [{ slug }],
    'tenant.audit_logs': [
      { action: 'org.create', actor_id: ann.id, actor_name: 'Ann', data: { name: 'Acme' } },
    ],
  })
  expect(await contentsOf(globex)).toEqual(before)
})

test.each(['is unverified', 'was deleted'])(
  'a user whose email %s cannot create an org',
  async (reason) => {
    const ann = await createUser('Ann')
    const slug = uniqueSlug()
    await asSystem('test', (tx) =>
      reason === 'was deleted'
        ? tx.execute(sql`delete from users where id = ${ann.id}`)
        : tx.update(users).set({ emailVerified: null }).where(eq(users.id, ann.id)),
    )

    await expect(create(ann, { name: 'Acme', slug })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const found = await asSystem('test', (tx) => tx.select().from(orgs).where(eq(orgs.slug, slug)))
    expect(found).toEqual([])
  },
)

test('creating orgs is throttled per person', async () => {
  const ann = await createUser('Ann')
  const slug = uniqueSlug()
  await throttle('org', { email: ann.email, points: 20 })

  await expect(create(ann, { name: 'Acme', slug })).rejects.toMatchObject({
    code: 'rate_limited',
  })
  expect(await listOrgs(ann)).toEqual([])
  await create(await createUser('Bob'), { name: 'Acme', slug })
})

test('the list has the orgs of the person only, sorted by name', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const zeta = await create(ann, { name: 'Zeta', slug: uniqueSlug() })
  const alpha = await create(ann, { name: 'Alpha', slug: uniqueSlug() })
  const bobs = await create(bob, { name: 'Middle', slug: uniqueSlug() })

  expect(await listOrgs(ann)).toEqual([
    { ...alpha.org, role: 'admin' },
    { ...zeta.org, role: 'admin' },
  ])
  expect(await listOrgs(bob)).toEqual([{ ...bobs.org, role: 'admin' }])
  expect(await listOrgs(await createUser())).toEqual([])
})

test('orgs are sorted by name as in a dictionary, deleted ones too', async () => {
  const ann = await createUser('Ann')
  const scopes: OrgScope[] = []
  for (const name of ['Zeta', 'alpha', 'Éclair', 'emu'])
    scopes.push(await create(ann, { name, slug: uniqueSlug() }))
  const sorted = ['alpha', 'Éclair', 'emu', 'Zeta']

  expect((await listOrgs(ann)).map(({ name }) => name)).toEqual(sorted)
  for (const scope of scopes) await deleteOrg(scope, scope.org.slug)
  expect((await listDeletedOrgs(ann)).map(({ name }) => name)).toEqual(sorted)
})

test('the list has the role in each org', async () => {
  const acme = await createOrg('Acme')
  const globex = await createOrg('Globex')
  const ann = await acme.join('member')

  expect(await listOrgs(ann.user)).toEqual([{ ...acme.admin.org, role: 'member' }])
  expect(await listOrgs(globex.admin.user)).toEqual([{ ...globex.admin.org, role: 'admin' }])
})

test('renaming an org keeps its slug', async () => {
  const acme = await createOrg('Acme')
  const { slug } = acme.admin.org

  const org = await updateOrg(acme.admin, { name: '株式会社', slug })

  expect(org).toEqual({ id: acme.id, name: '株式会社', slug })
  expect(await listOrgs(acme.admin.user)).toEqual([{ ...org, role: 'admin' }])
  expect(await updatesOf(acme)).toEqual([{ name: '株式会社' }])
})

test('after a change of the slug, members find the org by both slugs', async () => {
  const acme = await createOrg('Acme')
  const member = await acme.join('member')
  const [before, after] = [acme.admin.org.slug, uniqueSlug()]

  await updateOrg(acme.admin, { name: 'Acme', slug: after })

  for (const slug of [before, after]) {
    expect(await findScope(member.user, { slug })).toEqual({
      ...member,
      org: { id: acme.id, name: 'Acme', slug: after },
    })
  }
  expect(await findScope(member.user, { id: acme.id })).toMatchObject({ org: { slug: after } })
  expect(await updatesOf(acme)).toEqual([{ slug: after }])
})

test('name and slug change together, in one entry of the log', async () => {
  const acme = await createOrg('Acme')
  const change = { name: 'Initech', slug: uniqueSlug() }

  expect(await updateOrg(acme.admin, change)).toEqual({ id: acme.id, ...change })

  expect(await updatesOf(acme)).toEqual([change])
})

test('saving without a change writes no entry', async () => {
  const acme = await createOrg('Acme')
  const before = await contentsOf(acme)

  await updateOrg(acme.admin, acme.admin.org)

  expect(await contentsOf(acme)).toEqual(before)
})

test('the entry has what changed in the database, not compared to the page', async () => {
  const acme = await createOrg('Acme')
  const slug = uniqueSlug()
  await updateOrg(acme.admin, { name: 'Acme', slug })

  await updateOrg(acme.admin, { name: 'Initech', slug })

  expect(await updatesOf(acme)).toContainEqual({ name: 'Initech' })
})

test('a member can change neither the name nor the slug', async () => {
  const acme = await createOrg('Acme')
  const member = await acme.join('member')
  const before = await contentsOf(acme)

  for (const scope of [member, { ...member, membership: { role: 'admin' as const } }]) {
    await expect(updateOrg(scope, { name: 'Stolen', slug: uniqueSlug() })).rejects.toMatchObject({
      code: 'forbidden',
    })
  }
  expect(await contentsOf(acme)).toEqual(before)
})

/** The data of the entries `org.update` in the log. */
async function updatesOf(org: { id: string }) {
  const { 'tenant.audit_logs': entries = [] } = await contentsOf(org)
  return (entries as { action: string; data: unknown }[])
    .filter(({ action }) => action === 'org.update')
    .map(({ data }) => data)
}
