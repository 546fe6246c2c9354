import { expect, test } from 'vitest'
import { signToken } from '@/lib/auth/tokens'
import { DAYS_TO_RESTORE } from '@/lib/leaving/purge-date'
import { findLandingPath } from '@/lib/orgs/landing-page'
import {
  createOrg as create,
  deleteOrg,
  listDeletedOrgs,
  listOrgs,
  restoreOrg,
  updateOrg,
} from '@/lib/orgs/orgs'
import { findInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import { findScope } from '@/lib/orgs/scope'
import { contentsOf } from '../../contents'
import { createOrg, createUser, uniqueSlug } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { deletedDaysAgo } from '../deleted'
import { invite } from '../invite'

watchAnotherOrg()

test('a deleted org has no access at once, and keeps its rows', async () => {
  const acme = await createOrg('Acme')
  const member = await acme.join('member')
  const bob = await createUser('Bob')
  const { id } = await invite(acme, bob)
  const before = await contentsOf(acme)

  await deleteOrg(acme.admin, acme.admin.org.slug)

  for (const { user } of [acme.admin, member]) {
    expect(await findScope(user, { id: acme.id })).toBeNull()
    expect(await findScope(user, { slug: acme.admin.org.slug })).toBeNull()
    expect(await listOrgs(user)).toEqual([])
    expect(await findLandingPath(user, acme.admin.org.slug)).toBe('/orgs')
  }
  expect(await listMyInvitations(bob)).toEqual([])
  expect(await findInvitation(signToken('invitation', id))).toBeNull()
  const { 'public.orgs': orgs, 'tenant.audit_logs': log, ...rest } = await contentsOf(acme)
  expect(before).toMatchObject(rest)
  expect(orgs).toMatchObject([{ name: 'Acme', deleted_by_name: 'Ada' }])
  expect(log).toHaveLength((before['tenant.audit_logs']?.length ?? 0) + 1)
})

test.each(['', 'nonsense', 'Acme'])(
  'typing %j instead of the slug deletes nothing',
  async (confirmation) => {
    const acme = await createOrg('Acme')
    const before = await contentsOf(acme)

    await expect(deleteOrg(acme.admin, confirmation)).rejects.toMatchObject({
      code: 'invalid',
      field: 'confirmation',
      message: `Type ${acme.admin.org.slug} to confirm.`,
    })
    expect(await contentsOf(acme)).toEqual(before)
  },
)

test('the slug to type is the current one', async () => {
  const acme = await createOrg('Acme')
  const slug = uniqueSlug()
  await updateOrg(acme.admin, { name: 'Acme', slug })

  await expect(deleteOrg(acme.admin, acme.admin.org.slug)).rejects.toMatchObject({
    code: 'invalid',
  })
  await deleteOrg(acme.admin, slug)
})

test('a member cannot delete the org', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  const before = await contentsOf(acme)

  for (const scope of [member, { ...member, membership: { role: 'admin' as const } }]) {
    await expect(deleteOrg(scope, acme.admin.org.slug)).rejects.toMatchObject({
      code: 'forbidden',
    })
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test('a restored org has the same rows as before', async () => {
  const acme = await createOrg('Acme')
  const member = await acme.join('member')
  const bob = await createUser('Bob')
  const invitation = await invite(acme, bob)
  const before = await contentsOf(acme)
  await deleteOrg(acme.admin, acme.admin.org.slug)

  expect(await restoreOrg(acme.admin.user, acme.id)).toEqual(acme.admin.org)

  const { 'tenant.audit_logs': log, ...rest } = await contentsOf(acme)
  expect(before).toMatchObject(rest)
  expect(log).toHaveLength((before['tenant.audit_logs']?.length ?? 0) + 2)
  expect(await findScope(member.user, { slug: acme.admin.org.slug })).toEqual(member)
  expect(await listMyInvitations(bob)).toMatchObject([{ id: invitation.id }])
})

test('an org that was never deleted cannot be restored', async () => {
  const acme = await createOrg()
  const before = await contentsOf(acme)

  await expect(restoreOrg(acme.admin.user, acme.id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await contentsOf(acme)).toEqual(before)
})

test.each([
  { days: DAYS_TO_RESTORE - 0.01, restorable: true },
  { days: DAYS_TO_RESTORE, restorable: false },
  { days: DAYS_TO_RESTORE + 30, restorable: false },
])('an org can be restored after $days days: $restorable', async ({ days, restorable }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  await deletedDaysAgo(globex, days)
  await deletedDaysAgo(acme, days)
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  const attempt = restoreOrg(acme.admin.user, acme.id)

  if (restorable) {
    await attempt
    expect(await findScope(acme.admin.user, acme)).toEqual(acme.admin)
  } else {
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await listDeletedOrgs(acme.admin.user)).toEqual([])
  }
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('of two restores at the same time, one succeeds', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  await deleteOrg(acme.admin, acme.admin.org.slug)

  const results = await Promise.allSettled(
    [acme.admin, ann].map(({ user }) => restoreOrg(user, acme.id)),
  )

  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toMatchObject([{ reason: { code: 'not_found' } }])
})

test('the list of deleted orgs has those that the person can restore, sorted by name', async () => {
  const ann = await createUser('Ann')
  const zeta = await create(ann, { name: 'Zeta', slug: uniqueSlug() })
  const alpha = await create(ann, { name: 'Alpha', slug: uniqueSlug() })
  await create(ann, { name: 'Living', slug: uniqueSlug() })
  for (const scope of [zeta, alpha]) await deleteOrg(scope, scope.org.slug)
  const acme = await createOrg('Acme')
  const [admin, member] = [await acme.join('admin'), await acme.join('member')]
  await deletedDaysAgo(acme, 29)

  expect(await listDeletedOrgs(ann)).toEqual(
    [alpha, zeta].map(({ org }) => ({
      id: org.id,
      name: org.name,
      deletedByName: 'Ann',
      purgedFrom: expect.any(Date),
    })),
  )
  const [deleted, ...more] = await listDeletedOrgs(admin.user)
  expect(more).toEqual([])
  expect(deleted).toMatchObject({ id: acme.id, deletedByName: 'Ada' })
  const hoursLeft = (+(deleted?.purgedFrom ?? 0) - Date.now()) / (60 * 60 * 1000)
  expect(hoursLeft).toBeGreaterThan(23)
  expect(hoursLeft).toBeLessThanOrEqual(25)
  expect(await listDeletedOrgs(member.user)).toEqual([])
})
