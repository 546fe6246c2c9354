import { expect, test } from 'vitest'
import { inviteMembers } from '@/lib/orgs/invitations'
import { leaveOrg, makeMember, removeMember } from '@/lib/orgs/memberships'
import { contentsOf } from '../contents'
import { createOrg, uniqueEmail } from '../factories'

test('D1: a member who calls the services directly cannot remove anyone or invite an admin', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  const pretending = { ...member, membership: { role: 'admin' as const } }
  const before = await contentsOf(acme)

  for (const scope of [member, pretending]) {
    await expect(removeMember(scope, acme.admin.user.id)).rejects.toMatchObject(forbidden)
    await expect(
      inviteMembers(scope, { emails: [uniqueEmail()], role: 'admin' }),
    ).rejects.toMatchObject(forbidden)
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test('D5: a person cannot invite with a higher role than their own', async () => {
  const acme = await createOrg()
  const [admin, member] = [await acme.join('admin'), await acme.join('member')]
  const as = (role: 'admin' | 'member') => ({ emails: [uniqueEmail()], role })

  await expect(inviteMembers(member, as('admin'))).rejects.toMatchObject(forbidden)
  expect(await inviteMembers(member, as('member'))).toMatchObject([{ ok: true }])
  expect(await inviteMembers(admin, as('admin'))).toMatchObject([{ ok: true }])

  await makeMember(acme.admin, admin.user.id)
  await expect(inviteMembers(admin, as('admin'))).rejects.toMatchObject(forbidden)
})

test('D7: the last admin cannot leave, become a member or be removed', async () => {
  const acme = await createOrg()
  await acme.join('member')
  const { admin } = acme
  const before = await contentsOf(acme)

  for (const attempt of [
    () => leaveOrg(admin),
    () => makeMember(admin, admin.user.id),
    () => removeMember(admin, admin.user.id),
  ]) {
    await expect(attempt()).rejects.toMatchObject({ code: 'conflict' })
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test('D15: of two admins who leave at the same time, one remains', async () => {
  const pairs = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const acme = await createOrg()
      return { acme, admins: [acme.admin, await acme.join('admin')] }
    }),
  )

  const results = await Promise.all(
    pairs.map(({ admins }) => Promise.allSettled(admins.map((admin) => leaveOrg(admin)))),
  )

  for (const result of results) {
    expect(result.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  }
  for (const { acme } of pairs) {
    const { 'public.memberships': left } = await contentsOf(acme)
    expect(left).toMatchObject([{ role: 'admin' }])
  }
})

const forbidden = { code: 'forbidden' }
