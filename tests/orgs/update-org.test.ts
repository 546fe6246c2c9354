import { expect, test } from 'vitest'
import { createOrg as create, deleteOrg, listOrgs, updateOrg } from '@/lib/orgs/orgs'
import { purgeOrgs } from '@/lib/orgs/purge'
import { findScope } from '@/lib/orgs/scope'
import { contentsOf } from '../contents'
import { createOrg, createUser, uniqueSlug } from '../factories'
import { watchAnotherOrg } from './another-org'
import { deletedDaysAgo } from './deleted'

watchAnotherOrg()

test('an org is renamed, and keeps its address', async () => {
  const acme = await createOrg('Acme')
  const { slug } = acme.admin.org

  const org = await updateOrg(acme.admin, { name: '株式会社', slug })

  expect(org).toEqual({ id: acme.id, name: '株式会社', slug })
  expect(await listOrgs(acme.admin.user)).toEqual([{ ...org, role: 'admin' }])
  expect(await updatesOf(acme)).toEqual([{ name: '株式会社' }])
})

test('an org changes its address, and a member finds it at both', async () => {
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

test('an address that an org gave up looks to strangers as if it had never been', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const { slug } = acme.admin.org
  await updateOrg(acme.admin, { name: 'Acme', slug: uniqueSlug() })

  for (const user of [globex.admin.user, await createUser()]) {
    expect(await findScope(user, { slug })).toBeNull()
  }
})

test('name and address change together, in one entry', async () => {
  const acme = await createOrg('Acme')
  const change = { name: 'Initech', slug: uniqueSlug() }

  expect(await updateOrg(acme.admin, change)).toEqual({ id: acme.id, ...change })

  expect(await updatesOf(acme)).toEqual([change])
})

test('what stays as it is leaves no entry', async () => {
  const acme = await createOrg('Acme')
  const before = await contentsOf(acme)

  await updateOrg(acme.admin, acme.admin.org)

  expect(await contentsOf(acme)).toEqual(before)
})

test('the change counts from what is there, not from what the page showed', async () => {
  const acme = await createOrg('Acme')
  const slug = uniqueSlug()
  await updateOrg(acme.admin, { name: 'Acme', slug })

  await updateOrg(acme.admin, { name: 'Initech', slug })

  expect(await updatesOf(acme)).toContainEqual({ name: 'Initech' })
})

test('nobody else can take an address that an org has or had, until it is purged', async () => {
  const acme = await createOrg('Acme')
  const globex = await createOrg('Globex')
  const [past, present] = [acme.admin.org.slug, uniqueSlug()]
  await updateOrg(acme.admin, { name: 'Acme', slug: present })
  const bob = await createUser('Bob')
  const taken = (slug: string) => ({
    code: 'conflict',
    field: 'slug',
    message: `That address is taken. Try "${slug}-2".`,
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

test('an org goes back to an address it had', async () => {
  const acme = await createOrg('Acme')
  const [first, second] = [acme.admin.org.slug, uniqueSlug()]
  await updateOrg(acme.admin, { name: 'Acme', slug: second })

  await updateOrg(acme.admin, { name: 'Acme', slug: first })

  expect(await findScope(acme.admin.user, { slug: second })).toMatchObject({ org: { slug: first } })
  expect((await contentsOf(acme))['public.org_slugs']).toHaveLength(2)
})

test('an org has ten addresses over time, and goes back and forth among them', async () => {
  const acme = await createOrg('Acme')
  const move = (slug: string) => updateOrg(acme.admin, { name: 'Acme', slug })
  for (let count = 1; count < 10; count++) await move(uniqueSlug())
  const before = await contentsOf(acme)

  await expect(move(uniqueSlug())).rejects.toMatchObject({ code: 'conflict', field: 'slug' })

  expect(await contentsOf(acme)).toEqual(before)
  await move(acme.admin.org.slug)
})

test('of two orgs that want the same address at once, one gets it', async () => {
  const orgs = await Promise.all([createOrg('Acme'), createOrg('Globex')])
  const slug = uniqueSlug()

  const answers = await Promise.allSettled(
    orgs.map(({ admin }) => updateOrg(admin, { name: 'Initech', slug })),
  )

  const refused = answers.filter((answer) => answer.status === 'rejected')
  expect(refused).toMatchObject([{ reason: { code: 'conflict', field: 'slug' } }])
  const slugs = await Promise.all(orgs.map(({ admin }) => listOrgs(admin.user)))
  expect(slugs.flat().filter((org) => org.slug === slug)).toHaveLength(1)
})

test('a member changes neither name nor address', async () => {
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

async function updatesOf(org: { id: string }) {
  const { 'tenant.audit_logs': entries = [] } = await contentsOf(org)
  return (entries as { action: string; data: unknown }[])
    .filter(({ action }) => action === 'org.update')
    .map(({ data }) => data)
}
