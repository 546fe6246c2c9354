import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { memberships } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { inviteMembers } from '@/lib/orgs/invitations'
import type { Role } from '@/lib/orgs/roles'
import type { OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../../contents'
import { createOrg, uniqueEmail } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { invitationsOf } from '../invite'

watchAnotherOrg()

test.each([
  { inviter: 'admin', role: 'member', allowed: true },
  { inviter: 'admin', role: 'admin', allowed: true },
  { inviter: 'member', role: 'member', allowed: true },
  { inviter: 'member', role: 'admin', allowed: false },
] as const)(
  'a person with the role $inviter can invite as $role: $allowed',
  async ({ inviter, role, allowed }) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const scope = await acme.join(inviter)
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

    const attempt = inviteSomeone(scope, role)

    if (allowed) {
      await attempt
      expect(await invitationsOf(acme)).toContainEqual(expect.objectContaining({ role }))
    } else {
      await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
      expect(await contentsOf(acme)).toEqual(before.acme)
    }
    expect(await contentsOf(globex)).toEqual(before.globex)
  },
)

test('a removed member cannot invite from a page that is still open', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  await asSystem('test', (tx) => tx.delete(memberships).where(whereMembership(ann)))
  const before = await contentsOf(acme)

  await expect(inviteSomeone(ann, 'member')).rejects.toMatchObject({ code: 'not_found' })
  await expect(inviteSomeone(ann, 'admin')).rejects.toMatchObject({ code: 'not_found' })
  expect(await contentsOf(acme)).toEqual(before)
})

test('an admin who was made a member can no longer invite an admin', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  await asSystem('test', (tx) =>
    tx.update(memberships).set({ role: 'member' }).where(whereMembership(ann)),
  )
  const before = await contentsOf(acme)

  await expect(inviteSomeone(ann, 'admin')).rejects.toMatchObject({ code: 'forbidden' })
  expect(await contentsOf(acme)).toEqual(before)
})

test('an admin of another org cannot invite into our org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  const forged = { ...globex.admin, org: acme.admin.org }

  await expect(inviteSomeone(forged, 'member')).rejects.toMatchObject({ code: 'not_found' })
  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

/** Invites a new email into the scope's org. */
function inviteSomeone(scope: OrgScope, role: Role) {
  return inviteMembers(scope, { emails: [uniqueEmail()], role })
}

/** The condition for the membership of a scope. */
function whereMembership({ org, user }: OrgScope) {
  return and(eq(memberships.orgId, org.id), eq(memberships.userId, user.id))
}
