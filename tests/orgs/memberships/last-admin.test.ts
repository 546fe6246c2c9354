import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { memberships } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { handOver, leaveOrg, makeMember, removeMember } from '@/lib/orgs/memberships'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import type { OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../../contents'
import { createOrg, createUser } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { invite } from '../invite'

const lastAdmin = {
  code: 'conflict',
  message: 'An organization needs an admin. Make another member admin first.',
}

watchAnotherOrg()

test.each([
  { act: 'leave', run: leaveOrg },
  { act: 'be removed', run: (admin: OrgScope) => removeMember(admin, admin.user.id) },
  { act: 'become a member', run: (admin: OrgScope) => makeMember(admin, admin.user.id) },
])('the last admin cannot $act, even with admins in other orgs', async ({ run }) => {
  const acme = await createOrg()
  await acme.join('member')
  const globex = await createOrg()
  await acceptInvitation(acme.admin.user, await invite(globex, acme.admin.user, 'admin'))
  const before = await contentsOf(acme)

  await expect(run(acme.admin)).rejects.toMatchObject(lastAdmin)

  expect(await contentsOf(acme)).toEqual(before)
})

describe('50 pairs of admins at the same time', () => {
  const PAIRS = 50
  // Thousands of statements on a machine that may be busy.
  vi.setConfig({ testTimeout: 120_000 })

  const remove = (one: OrgScope, other: OrgScope) => removeMember(one, other.user.id)
  const demote = (one: OrgScope, other: OrgScope) => makeMember(one, other.user.id)
  const give = (one: OrgScope, other: OrgScope) => handOver(one, other.user.id)
  const stepDown = (one: OrgScope) => makeMember(one, one.user.id)

  test.each([
    { act: 'remove each other', acts: [remove, remove] },
    { act: 'demote each other', acts: [demote, demote] },
    { act: 'remove and demote each other', acts: [remove, demote] },
    { act: 'leave', acts: [leaveOrg, leaveOrg] },
    { act: 'remove the other, and leave', acts: [remove, leaveOrg] },
    { act: 'hand over to the other, and leave', acts: [give, leaveOrg] },
  ])('$act: one admin remains', async ({ acts: [first, second] }) => {
    const pairs = await Promise.all(Array.from({ length: PAIRS }, pairOfAdmins))

    const results = await Promise.all(
      pairs.map(([one, other]) => Promise.allSettled([first?.(one, other), second?.(other, one)])),
    )

    for (const [index, [one]] of pairs.entries()) {
      expect(await adminsOf(one.org)).toHaveLength(1)
      const refused = results[index]?.filter((result) => result.status === 'rejected')
      expect(refused).toHaveLength(1)
      expect(['conflict', 'forbidden', 'not_found']).toContain(refused?.[0]?.reason.code)
    }
  })

  // Both succeed, because each is an admin when the lock is released.
  test('hand over to each other: one admin remains', async () => {
    const pairs = await Promise.all(Array.from({ length: PAIRS }, pairOfAdmins))

    await Promise.all(
      pairs.map(([one, other]) => Promise.all([give(one, other), give(other, one)])),
    )

    for (const [{ org }] of pairs) expect(await adminsOf(org)).toHaveLength(1)
  })

  test('all admins of one org at once: one admin remains', async () => {
    const [founder] = await pairOfAdmins()
    const others = await Promise.all(
      Array.from({ length: 2 * PAIRS - 1 }, () => insertAdmin(founder)),
    )
    const admins = [founder, ...others]

    await Promise.allSettled(
      admins.map((admin, index) => {
        const next = admins[(index + 1) % admins.length] ?? founder
        return [remove, demote, leaveOrg, stepDown][index % 4]?.(admin, next)
      }),
    )

    expect((await adminsOf(founder.org)).length).toBeGreaterThan(0)
  })
})

/** The two admins of a new org. */
async function pairOfAdmins(): Promise<[OrgScope, OrgScope]> {
  const { admin } = await createOrg()
  return [admin, await insertAdmin(admin)]
}

/** Adds an admin without an invitation, which is faster. */
async function insertAdmin({ org }: OrgScope): Promise<OrgScope> {
  const user = await createUser()
  await asSystem('test', (tx) =>
    tx.insert(memberships).values({ orgId: org.id, userId: user.id, role: 'admin' }),
  )
  return { user, org, membership: { role: 'admin' } }
}

async function adminsOf(org: { id: string }) {
  const found = await asSystem('test', (tx) =>
    tx.select().from(memberships).where(eq(memberships.orgId, org.id)),
  )
  return found.filter(({ role }) => role === 'admin')
}
