import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { memberships } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { signToken } from '@/lib/auth/tokens'
import { resendInvitation } from '@/lib/orgs/invitations'
import { handOver, leaveOrg, makeMember, removeMember } from '@/lib/orgs/memberships'
import {
  acceptInvitation,
  declineInvitation,
  findInvitation,
  listMyInvitations,
  signUpByInvitation,
} from '@/lib/orgs/received-invitations'
import type { Role } from '@/lib/orgs/roles'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../../contents'
import { createOrg, createUser, newCaller, type TestOrg, uniqueEmail } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { invitationsOf, invite } from '../invite'

watchAnotherOrg()

const LOSSES: { loss: string; lose: (acme: TestOrg, sender: OrgScope) => Promise<unknown> }[] = [
  { loss: 'is removed', lose: (acme, { user }) => removeMember(acme.admin, user.id) },
  { loss: 'leaves', lose: (_, sender) => leaveOrg(sender) },
  { loss: 'is made a member', lose: (acme, { user }) => makeMember(acme.admin, user.id) },
  {
    loss: 'hands the organization over',
    lose: (acme, sender) => handOver(sender, acme.admin.user.id),
  },
]
const REMOVALS = LOSSES.slice(0, 2)

test.each(LOSSES)(
  'an admin who $loss does not come back by an own invitation',
  async ({ lose }) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const sender = await acme.join('admin')
    const second = await createUser('Second account')
    const invitation = await invite({ ...acme, admin: sender }, second, 'admin')
    const elsewhere = await invite(globex, second, 'admin')

    await lose(acme, sender)

    expect(await listMyInvitations(second)).toMatchObject([{ id: elsewhere.id }])
    expect(await findInvitation(signToken('invitation', invitation.id))).toMatchObject({
      status: 'revoked',
    })
    await expect(acceptInvitation(second, invitation)).rejects.toMatchObject({ code: 'not_found' })
    expect(await findScope(second, acme)).toBeNull()
  },
)

test.each(REMOVALS)(
  'the invitations of a member who $loss end, each with an entry in the log',
  async ({ lose }) => {
    const acme = await createOrg()
    const sender = await acme.join('member')
    const emails = [uniqueEmail(), uniqueEmail()].sort()
    for (const email of emails) await invite({ ...acme, admin: sender }, { email })
    const kept = await invite(acme, { email: uniqueEmail() })

    await lose(acme, sender)

    expect(await invitationsOf(acme, 'pending')).toMatchObject([{ id: kept.id }])
    const { 'tenant.audit_logs': log = [] } = await contentsOf(acme)
    const revoked = (log as { action: string; data: { email: string } }[])
      .filter(({ action }) => action === 'invitation.revoke')
      .map(({ data }) => data.email)
    expect(revoked.sort()).toEqual(emails)
  },
)

test('a role in another org does not keep an invitation, and those of another org stay', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const { user } = acme.admin
  await acceptInvitation(user, await invite(globex, user, 'admin'))
  const sender = await globex.join('admin')
  await invite({ ...globex, admin: sender }, { email: uniqueEmail() }, 'admin')
  await setRole(sender, null)
  const before = await contentsOf(globex)
  const invitation = await invite(acme, { email: uniqueEmail() }, 'admin')
  const [ann, bob] = [await acme.join('admin'), await acme.join('admin')]

  await setRole(acme.admin, null)
  const token = signToken('invitation', invitation.id)
  expect(await findInvitation(token)).toMatchObject({ status: 'revoked' })
  await makeMember(ann, bob.user.id)

  expect(await invitationsOf(acme, 'pending')).toEqual([])
  expect(await contentsOf(globex)).toEqual(before)
})

test('an admin who is made a member keeps the invitations that members can send', async () => {
  const acme = await createOrg()
  const sender = await acme.join('admin')
  const [bob, cleo] = [await createUser('Bob'), await createUser('Cleo')]
  const asMember = await invite({ ...acme, admin: sender }, bob, 'member')
  await invite({ ...acme, admin: sender }, cleo, 'admin')

  await makeMember(acme.admin, sender.user.id)

  expect(await invitationsOf(acme, 'pending')).toMatchObject([{ id: asMember.id }])
  await acceptInvitation(bob, asMember)
})

test('after resending, the invitation depends on the rights of the person who resent it', async () => {
  const acme = await createOrg()
  const sender = await acme.join('admin')
  const bob = await createUser('Bob')
  const invitation = await invite({ ...acme, admin: sender }, bob, 'admin')

  await resendInvitation(acme.admin, invitation.id)
  await removeMember(acme.admin, sender.user.id)

  expect(await listMyInvitations(bob)).toMatchObject([{ invitedByName: acme.admin.user.name }])
  await acceptInvitation(bob, invitation)
})

test.each([
  { loss: 'was removed', role: null, invitedAs: 'member' },
  { loss: 'was made a member', role: 'member', invitedAs: 'admin' },
] as const)('the right of a sender who $loss is checked again', async ({ role, invitedAs }) => {
  const acme = await createOrg()
  const sender = await acme.join('admin')
  const [bob, email] = [await createUser('Bob'), uniqueEmail()]
  const invitation = await invite({ ...acme, admin: sender }, bob, invitedAs)
  const newcomer = await invite({ ...acme, admin: sender }, { email }, invitedAs)
  await setRole(sender, role)
  const before = await contentsOf(acme)

  await expect(acceptInvitation(bob, invitation)).rejects.toMatchObject({ code: 'not_found' })
  for (const { id } of [invitation, newcomer]) {
    expect(await findInvitation(signToken('invitation', id))).toMatchObject({ status: 'revoked' })
  }
  await expect(
    signUpByInvitation(
      signToken('invitation', newcomer.id),
      { name: 'Eve', password: 'correct horse' },
      newCaller(),
    ),
  ).rejects.toMatchObject({ code: 'not_found' })
  expect(await contentsOf(acme)).toEqual(before)
  await declineInvitation(bob, invitation)
})

test('of removing the sender and accepting at the same time, the first one decides', async () => {
  const acme = await createOrg()
  const sender = await acme.join('admin')
  const bob = await createUser('Bob')
  const invitation = await invite({ ...acme, admin: sender }, bob, 'admin')

  const [accepted] = await Promise.allSettled([
    acceptInvitation(bob, invitation),
    removeMember(acme.admin, sender.user.id),
  ])

  const status = accepted.status === 'fulfilled' ? 'accepted' : 'revoked'
  expect(await findInvitation(signToken('invitation', invitation.id))).toMatchObject({ status })
  expect((await findScope(bob, acme)) !== null).toBe(accepted.status === 'fulfilled')
})

/** Changes the role, or removes the member, past the services. */
async function setRole({ org, user }: OrgScope, role: Role | null) {
  const where = and(eq(memberships.orgId, org.id), eq(memberships.userId, user.id))
  await asSystem('test', (tx) =>
    role ? tx.update(memberships).set({ role }).where(where) : tx.delete(memberships).where(where),
  )
}
