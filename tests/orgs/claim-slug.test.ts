import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { orgSlugs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { slugField } from '@/lib/org-fields'
import { removeMember } from '@/lib/orgs/memberships'
import { createOrg as create, deleteOrg, listOrgs, updateOrg } from '@/lib/orgs/orgs'
import { purgeOrgs } from '@/lib/orgs/purge'
import { findScope } from '@/lib/orgs/scope'
import { numberedSlug, SLUG_MAX } from '@/lib/tenancy/slugs'
import { contentsOf } from '../contents'
import { createOrg, createUser, uniqueSlug } from '../factories'
import { watchAnotherOrg } from './another-org'
import { deletedDaysAgo } from './deleted'

watchAnotherOrg()

test('a taken slug is refused with a free one as a suggestion', async () => {
  const acme = await createOrg()
  const { slug } = acme.admin.org
  const before = await contentsOf(acme)
  const bob = await createUser('Bob')

  await expect(create(bob, { name: 'Globex', slug })).rejects.toMatchObject({
    code: 'conflict',
    field: 'slug',
    message: `That URL is taken. Try "${slug}-2".`,
  })
  expect(await listOrgs(bob)).toEqual([])
  expect(await contentsOf(acme)).toEqual(before)

  await create(bob, { name: 'Globex', slug: `${slug}-2` })
  await expect(create(bob, { name: 'Globex', slug })).rejects.toMatchObject({
    message: `That URL is taken. Try "${slug}-3".`,
  })
})

test('who was a member learns that a deleted org holds the slug, and until when', async () => {
  const acme = await createOrg('Acme')
  const globex = await createOrg('Globex')
  const { slug } = acme.admin.org
  const member = await acme.join('member')
  const removed = await acme.join('member')
  await removeMember(acme.admin, removed.user.id)
  const earlier = uniqueSlug()
  await updateOrg(acme.admin, { name: 'Acme', slug: earlier })
  await deletedDaysAgo(acme, 29)
  const tomorrow = new Date(Date.now() + 24 * 60 * 60 * 1000)
  const date = tomorrow.toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' })

  for (const taken of [slug, earlier]) {
    const held = `That URL is held by your deleted organization until ${date}. Try "${taken}-2".`
    for (const { user } of [acme.admin, member])
      await expect(create(user, { name: 'Acme', slug: taken })).rejects.toMatchObject({
        code: 'conflict',
        field: 'slug',
        message: held,
      })
    for (const user of [globex.admin.user, removed.user])
      await expect(create(user, { name: 'Acme', slug: taken })).rejects.toMatchObject({
        message: `That URL is taken. Try "${taken}-2".`,
      })
  }
  await expect(updateOrg(globex.admin, { name: 'Globex', slug })).rejects.toMatchObject({
    message: `That URL is taken. Try "${slug}-2".`,
  })

  await deletedDaysAgo(acme, 31)
  await expect(create(member.user, { name: 'Acme', slug })).rejects.toMatchObject({
    message: `That URL is taken. Try "${slug}-2".`,
  })
})

test('the suggested slug is free and valid, even if 99 long ones are taken', async () => {
  const slug = uniqueSlug().padEnd(SLUG_MAX, 'x')
  const taken = [slug, ...Array.from({ length: 98 }, (_, index) => numberedSlug(slug, index + 2))]
  await asSystem('test', (tx) =>
    tx.insert(orgSlugs).values(taken.map((one) => ({ orgId: randomUUID(), slug: one }))),
  )

  const ann = await createUser('Ann')
  const refusal: unknown = await create(ann, { name: 'Acme', slug }).catch((error) => error)

  const [, proposed] = /Try "(.*)"\./.exec((refusal as Error).message) ?? []
  expect(slugField.parse(proposed)).toBe(proposed)
  expect(taken).not.toContain(proposed)
})

test('of several new orgs with the same slug at the same time, one is created', async () => {
  const people = await Promise.all(Array.from({ length: 4 }, () => createUser()))
  const slug = uniqueSlug()

  const results = await Promise.allSettled(
    people.map((person) => create(person, { name: 'Acme', slug })),
  )

  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toHaveLength(3)
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'conflict' })
  const lists = await Promise.all(people.map(listOrgs))
  expect(lists.flat()).toMatchObject([{ slug }])
})

test('outsiders cannot find an org by its earlier slug', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const { slug } = acme.admin.org
  await updateOrg(acme.admin, { name: 'Acme', slug: uniqueSlug() })

  for (const user of [globex.admin.user, await createUser()]) {
    expect(await findScope(user, { slug })).toBeNull()
  }
})

test('no other org can claim a current or earlier slug until the org is purged', async () => {
  const acme = await createOrg('Acme')
  const globex = await createOrg('Globex')
  const [past, present] = [acme.admin.org.slug, uniqueSlug()]
  await updateOrg(acme.admin, { name: 'Acme', slug: present })
  const bob = await createUser('Bob')
  const taken = (slug: string) => ({
    code: 'conflict',
    field: 'slug',
    message: `That URL is taken. Try "${slug}-2".`,
  })
  const neitherCanBeTaken = async () => {
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
    for (const slug of [past, present]) {
      const wanted = { name: 'Globex', slug }
      await expect(updateOrg(globex.admin, wanted)).rejects.toMatchObject(taken(slug))
      await expect(create(bob, wanted)).rejects.toMatchObject(taken(slug))
    }
    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await contentsOf(globex)).toEqual(before.globex)
  }

  await neitherCanBeTaken()
  await deleteOrg(acme.admin, present)
  await neitherCanBeTaken()
  await deletedDaysAgo(acme, 31)
  await neitherCanBeTaken()

  await purgeOrgs()
  await updateOrg(globex.admin, { name: 'Globex', slug: past })
  await create(bob, { name: 'Globex', slug: present })
})

test('an org can go back to an earlier slug', async () => {
  const acme = await createOrg('Acme')
  const [first, second] = [acme.admin.org.slug, uniqueSlug()]
  await updateOrg(acme.admin, { name: 'Acme', slug: second })

  await updateOrg(acme.admin, { name: 'Acme', slug: first })

  expect(await findScope(acme.admin.user, { slug: second })).toMatchObject({ org: { slug: first } })
  expect((await contentsOf(acme))['public.org_slugs']).toHaveLength(2)
})

test('an org can have 10 slugs over time, and go back to earlier ones', async () => {
  const acme = await createOrg('Acme')
  const move = (slug: string) => updateOrg(acme.admin, { name: 'Acme', slug })
  for (let count = 1; count < 10; count++) await move(uniqueSlug())
  const before = await contentsOf(acme)

  await expect(move(uniqueSlug())).rejects.toMatchObject({ code: 'conflict', field: 'slug' })

  expect(await contentsOf(acme)).toEqual(before)
  await move(acme.admin.org.slug)
})

test('of two orgs that change to the same slug at the same time, one succeeds', async () => {
  const orgs = await Promise.all([createOrg('Acme'), createOrg('Globex')])
  const slug = uniqueSlug()

  const results = await Promise.allSettled(
    orgs.map(({ admin }) => updateOrg(admin, { name: 'Initech', slug })),
  )

  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toMatchObject([{ reason: { code: 'conflict', field: 'slug' } }])
  const slugs = await Promise.all(orgs.map(({ admin }) => listOrgs(admin.user)))
  expect(slugs.flat().filter((org) => org.slug === slug)).toHaveLength(1)
})
