import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { handOver, leaveOrg, makeMember, removeMember } from '@/lib/orgs/memberships'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import type { OrgScope } from '@/lib/orgs/scope'
import { createOrg, type TestOrg } from '../factories'
import { watchAnotherOrg } from '../orgs/another-org'
import { invite } from '../orgs/invite'
import { leave } from './leave'

watchAnotherOrg()

describe('5 orgs with two admins and a member, both at the same time', () => {
  // Thousands of statements on a machine that may be busy.
  vi.setConfig({ testTimeout: 120_000 })

  const goes = ({ user }: OrgScope) => leave(user)

  test.each([
    { act: 'both delete their account', acts: [goes, goes] },
    { act: 'one leaves', acts: [goes, leaveOrg] },
    { act: 'one becomes a member', acts: [goes, (me: OrgScope) => makeMember(me, me.user.id)] },
    {
      act: 'one removes the other',
      acts: [goes, (me: OrgScope, other: OrgScope) => removeMember(me, other.user.id)],
    },
    {
      act: 'one hands over to the other',
      acts: [goes, (me: OrgScope, other: OrgScope) => handOver(me, other.user.id)],
    },
  ])('$act: an admin with an account remains', async ({ acts: [first, second] }) => {
    const orgs = await Promise.all(Array.from({ length: 5 }, withTwoAdmins))

    await Promise.all(
      orgs.map(([org, other]) =>
        Promise.allSettled([first?.(org.admin, other), second?.(other, org.admin)]),
      ),
    )

    for (const [org] of orgs) expect(await activeAdminsOf(org)).toBeGreaterThan(0)
  })
})

test('two people in the same orgs do not wait for each other forever', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('admin')
  const others = await Promise.all(Array.from({ length: 5 }, () => createOrg()))
  for (const org of others) await joinBoth(org, [acme.admin, bob])

  const results = await Promise.allSettled([leave(acme.admin.user), leave(bob.user)])

  expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled'])
})

async function withTwoAdmins(): Promise<[TestOrg, OrgScope]> {
  const org = await createOrg()
  const other = await org.join('admin')
  await org.join('member')
  return [org, other]
}

async function joinBoth(org: TestOrg, people: OrgScope[]) {
  for (const { user } of people) {
    await acceptInvitation(user, await invite(org, user, 'member'))
  }
}

async function activeAdminsOf({ id }: TestOrg) {
  const admins = await asSystem('test', (tx) =>
    tx
      .select({ role: memberships.role, deletedAt: users.deletedAt })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.orgId, id)),
  )
  return admins.filter(({ role, deletedAt }) => role === 'admin' && !deletedAt).length
}
