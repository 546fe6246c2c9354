import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { memberships } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { removeMember } from '@/lib/orgs/memberships'
import { createOrg as create, deleteOrg, recordUse, searchOrgs } from '@/lib/orgs/orgs'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../../contents'
import { createOrg, createUser, uniqueSlug } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { invite } from '../invite'

watchAnotherOrg()

const MINUTE = 60_000

test('orgs are listed by name in pages, for the person only, with the total', async () => {
  const ann = await createUser('Ann')
  for (let number = 11; number <= 30; number++) await newOrg(ann, `Acme ${number}`)
  const zeta = await createOrg('Zeta')
  await acceptInvitation(ann, await invite(zeta, ann))
  await newOrg(await createUser('Bob'), 'Acme 0')

  const first = await searchOrgs(ann)
  expect(first.total).toBe(21)
  expect(first.orgs.map(({ name }) => name)).toEqual(
    Array.from({ length: 20 }, (_, index) => `Acme ${index + 11}`),
  )
  expect(await searchOrgs(ann, { page: 2 })).toEqual({
    orgs: [{ ...zeta.admin.org, role: 'member' }],
    total: 21,
  })
  expect(await searchOrgs(ann, { page: 3 })).toEqual({ orgs: [], total: 21 })
})

test('a search ignores case and accents, and finds no org of others and no deleted one', async () => {
  const ann = await createUser('Ann')
  const borealis = await newOrg(ann, 'Borealis')
  const deleted = await newOrg(ann, 'Boreas')
  await deleteOrg(deleted, deleted.org.slug)
  await newOrg(ann, 'Acme')
  await newOrg(await createUser('Bob'), 'Borealis')

  expect(await searchOrgs(ann, { search: 'BÓR' })).toEqual({
    orgs: [{ ...borealis.org, role: 'admin' }],
    total: 1,
  })
  expect(await searchOrgs(ann, { search: '%' })).toEqual({ orgs: [], total: 0 })
})

test('by use, the org that the person used last comes first, and unused ones by name', async () => {
  const ann = await createUser('Ann')
  const [zeta, acme, borealis, cyberdyne] = [
    await newOrg(ann, 'Zeta'),
    await newOrg(ann, 'Acme'),
    await newOrg(ann, 'Borealis'),
    await newOrg(ann, 'Cyberdyne'),
  ]
  await usedAgo(borealis, 3 * MINUTE)
  await recordUse(zeta)

  const { orgs } = await searchOrgs(ann, { sort: 'use' })
  expect(orgs.map(({ name }) => name)).toEqual(['Zeta', 'Borealis', 'Acme', 'Cyberdyne'])
  for (const { org } of [acme, cyberdyne]) {
    expect((await findScope(ann, { id: org.id }))?.membership.lastUsedAt).toBeUndefined()
  }
})

test('the use of an org is recorded for this person and this org only', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  const globex = await create(member.user, { name: 'Globex', slug: uniqueSlug() })
  const before = await contentsOf(globex.org)

  await recordUse(member)

  expect((await scopeOf(member)).membership.lastUsedAt).toBeInstanceOf(Date)
  expect((await scopeOf(acme.admin)).membership).toEqual({ role: 'admin' })
  expect(await contentsOf(globex.org)).toEqual(before)
})

test('the use is written at most once an hour', async () => {
  const { admin } = await createOrg()
  await usedAgo(admin, 59 * MINUTE)
  const recent = await scopeOf(admin)
  await recordUse(recent)
  expect(await scopeOf(admin)).toEqual(recent)

  await usedAgo(admin, 61 * MINUTE)
  await recordUse(await scopeOf(admin))
  const { membership } = await scopeOf(admin)
  expect(Date.now() - Number(membership.lastUsedAt)).toBeLessThan(MINUTE)
})

test('a removed member leaves no use', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  await removeMember(acme.admin, member.user.id)
  const before = await contentsOf(acme)

  await expect(recordUse(member)).rejects.toMatchObject({ code: 'not_found' })

  expect(await contentsOf(acme)).toEqual(before)
})

const newOrg = (user: OrgScope['user'], name: string) => create(user, { name, slug: uniqueSlug() })

async function scopeOf({ user, org }: OrgScope): Promise<OrgScope> {
  const scope = await findScope(user, { id: org.id })
  if (!scope) throw new Error('The membership is missing.')
  return scope
}

async function usedAgo({ user, org }: OrgScope, ms: number) {
  await asSystem('test', (tx) =>
    tx
      .update(memberships)
      .set({ lastUsedAt: new Date(Date.now() - ms) })
      .where(and(eq(memberships.orgId, org.id), eq(memberships.userId, user.id))),
  )
}
