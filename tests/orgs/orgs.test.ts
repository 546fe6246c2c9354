import { randomUUID } from 'node:crypto'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orgSlugs, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { throttle } from '@/lib/auth/throttle'
import { slugField } from '@/lib/fields'
import { listMembers } from '@/lib/orgs/memberships'
import { createOrg, listOrgs } from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import { numberedSlug, SLUG_MAX } from '@/lib/tenancy/slugs'
import { contentsOf } from '../contents'
import { createOrg as createTestOrg, createUser, schemaOf, uniqueSlug } from '../factories'
import { watchAnotherOrg } from './another-org'

watchAnotherOrg()

test('whoever creates an org is its admin, and its only member', async () => {
  const globex = await createTestOrg()
  const before = await contentsOf(globex)
  const ann = await createUser('Ann')
  const slug = uniqueSlug()

  const scope = await createOrg(ann, { name: 'Acme', slug })

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

test('a taken address is refused, with a free one to try', async () => {
  const acme = await createTestOrg()
  const { slug } = acme.admin.org
  const before = await contentsOf(acme)
  const bob = await createUser('Bob')

  await expect(createOrg(bob, { name: 'Globex', slug })).rejects.toMatchObject({
    code: 'conflict',
    field: 'slug',
    message: `That address is taken. Try "${slug}-2".`,
  })
  expect(await listOrgs(bob)).toEqual([])
  expect(await contentsOf(acme)).toEqual(before)

  await createOrg(bob, { name: 'Globex', slug: `${slug}-2` })
  await expect(createOrg(bob, { name: 'Globex', slug })).rejects.toMatchObject({
    message: `That address is taken. Try "${slug}-3".`,
  })
})

test('the address to try is free and valid, however many are taken and however long they are', async () => {
  const slug = uniqueSlug().padEnd(SLUG_MAX, 'x')
  const taken = [slug, ...Array.from({ length: 98 }, (_, index) => numberedSlug(slug, index + 2))]
  await asSystem('test', (tx) =>
    tx.insert(orgSlugs).values(taken.map((one) => ({ orgId: randomUUID(), slug: one }))),
  )

  const ann = await createUser('Ann')
  const refusal: unknown = await createOrg(ann, { name: 'Acme', slug }).catch((error) => error)

  const [, proposed] = /Try "(.*)"\./.exec((refusal as Error).message) ?? []
  expect(slugField.parse(proposed)).toBe(proposed)
  expect(taken).not.toContain(proposed)
})

test('of several who want the same address at once, one gets it', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => createUser()))
  const slug = uniqueSlug()

  const answers = await Promise.allSettled(
    people.map((person) => createOrg(person, { name: 'Acme', slug })),
  )

  const refused = answers.filter((answer) => answer.status === 'rejected')
  expect(refused).toHaveLength(3)
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'conflict' })
  const lists = await Promise.all(people.map(listOrgs))
  expect(lists.flat()).toMatchObject([{ slug }])
})

test.each(['nobody has verified', 'nobody has'])('%s the address: no org', async (who) => {
  const ann = await createUser('Ann')
  const slug = uniqueSlug()
  await asSystem('test', (tx) =>
    who === 'nobody has'
      ? tx.execute(sql`delete from users where id = ${ann.id}`)
      : tx.update(users).set({ emailVerified: null }).where(eq(users.id, ann.id)),
  )

  await expect(createOrg(ann, { name: 'Acme', slug })).rejects.toMatchObject({
    code: 'forbidden',
  })
  const found = await asSystem('test', (tx) => tx.select().from(orgs).where(eq(orgs.slug, slug)))
  expect(found).toEqual([])
})

test('a person does not create orgs without end', async () => {
  const ann = await createUser('Ann')
  const slug = uniqueSlug()
  await throttle('org', { email: ann.email, points: 20 })

  await expect(createOrg(ann, { name: 'Acme', slug })).rejects.toMatchObject({
    code: 'rate_limited',
  })
  expect(await listOrgs(ann)).toEqual([])
  await createOrg(await createUser('Bob'), { name: 'Acme', slug })
})

test("a person's orgs are those they are a member of, by name", async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const zeta = await createOrg(ann, { name: 'Zeta', slug: uniqueSlug() })
  const alpha = await createOrg(ann, { name: 'Alpha', slug: uniqueSlug() })
  const bobs = await createOrg(bob, { name: 'Middle', slug: uniqueSlug() })

  expect(await listOrgs(ann)).toEqual([
    { ...alpha.org, role: 'admin' },
    { ...zeta.org, role: 'admin' },
  ])
  expect(await listOrgs(bob)).toEqual([{ ...bobs.org, role: 'admin' }])
  expect(await listOrgs(await createUser())).toEqual([])
})

test('the list of orgs names the role in each', async () => {
  const acme = await createTestOrg('Acme')
  const globex = await createTestOrg('Globex')
  const ann = await acme.join('member')

  expect(await listOrgs(ann.user)).toEqual([{ ...acme.admin.org, role: 'member' }])
  expect(await listOrgs(globex.admin.user)).toEqual([{ ...globex.admin.org, role: 'admin' }])
})
