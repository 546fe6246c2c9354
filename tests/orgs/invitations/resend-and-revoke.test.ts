import { expect, test } from 'vitest'
import { signToken } from '@/lib/auth/tokens'
import {
  inviteMembers,
  listPendingInvitations,
  resendInvitation,
  revokeInvitation,
} from '@/lib/orgs/invitations'
import { removeMember } from '@/lib/orgs/memberships'
import {
  acceptInvitation,
  findInvitation,
  listMyInvitations,
  signUpByInvitation,
} from '@/lib/orgs/received-invitations'
import type { OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../../contents'
import { createOrg, createUser, newCaller, type TestOrg, uniqueEmail } from '../../factories'
import { queuedMails } from '../../queue'
import { watchAnotherOrg } from '../another-org'
import { EXPIRED, invite, updateInvitation } from '../invite'

const notOpen = { code: 'not_found' }

watchAnotherOrg()

const actions = [
  { act: 'resend', run: resendInvitation },
  { act: 'revoke', run: revokeInvitation },
]

test('a resent invitation has a new link, and the old link stops working', async () => {
  const acme = await createOrg()
  const { id } = await invite(acme, { email: uniqueEmail() })
  const [first, second] = [signToken('invitation', id, 1), signToken('invitation', id, 2)]
  expect(await findInvitation(second)).toBeNull()

  await resendInvitation(acme.admin, id)

  expect(await findInvitation(first)).toBeNull()
  await expect(
    signUpByInvitation(first, { name: 'Eve', password: 'correct horse' }, newCaller()),
  ).rejects.toMatchObject(notOpen)
  expect(await findInvitation(second)).toMatchObject({ id, status: 'pending' })
  expect(await queuedMails(id)).toMatchObject([
    { mail: 'invitation', id, version: 1 },
    { mail: 'invitation', id, version: 2 },
  ])
})

test('a resent expired invitation is open for 7 days', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const invitation = await invite(acme, bob, 'admin')
  await updateInvitation(invitation, EXPIRED)
  expect(await listMyInvitations(bob)).toEqual([])

  await resendInvitation(acme.admin, invitation.id)

  const [mine] = await listMyInvitations(bob)
  const days = (+(mine?.expiresAt ?? 0) - Date.now()) / (24 * 60 * 60 * 1000)
  expect(days).toBeGreaterThan(6.9)
  expect(days).toBeLessThanOrEqual(7)
  await acceptInvitation(bob, invitation)
})

test('an invitation can be resent 10 times, and another one still can', async () => {
  const acme = await createOrg()
  const { id } = await invite(acme, { email: uniqueEmail() })
  const another = await invite(acme, { email: uniqueEmail() })
  for (let count = 0; count < 10; count++) await resendInvitation(acme.admin, id)
  const before = await contentsOf(acme)

  await expect(resendInvitation(acme.admin, id)).rejects.toMatchObject({ code: 'rate_limited' })

  expect(await contentsOf(acme)).toEqual(before)
  await resendInvitation(acme.admin, another.id)
})

test('a revoked invitation is in no list, and its link stops working', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const invitation = await invite(acme, bob)
  const another = await invite(acme, { email: uniqueEmail() })

  await revokeInvitation(acme.admin, invitation.id)

  expect(await listMyInvitations(bob)).toEqual([])
  expect(await listPendingInvitations(acme.admin)).toMatchObject([{ id: another.id }])
  expect(await findInvitation(signToken('invitation', invitation.id))).toMatchObject({
    status: 'revoked',
  })
  await expect(acceptInvitation(bob, invitation)).rejects.toMatchObject(notOpen)
  await invite(acme, bob)
})

test.each(actions)('to $act one invitation changes no other', async ({ run }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const bob = { email: uniqueEmail() }
  const { id } = await invite(acme, bob)
  const others = [await invite(acme, { email: uniqueEmail() }), await invite(globex, bob)]
  const before = { acme: await rowsOf(acme), globex: await contentsOf(globex) }

  await run(acme.admin, id)

  const left = (rows: { id: string }[]) => rows.filter((row) => row.id === others[0]?.id)
  expect(left(await rowsOf(acme))).toEqual(left(before.acme))
  expect(await rowsOf(acme)).not.toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test.each(actions)(
  'every admin can $act an invitation that another person sent',
  async ({ run }) => {
    const acme = await createOrg()
    for (const role of ['admin', 'member'] as const) {
      await run(acme.admin, await inviteAs(await acme.join(role)))
    }
  },
)

test.each(actions)('a member can $act no invitation of another person', async ({ run }) => {
  const acme = await createOrg()
  const [member, another] = [await acme.join('member'), await acme.join('member')]
  const ids = [await inviteAs(another), (await invite(acme, { email: uniqueEmail() })).id]
  const before = await contentsOf(acme)

  for (const id of ids) {
    for (const scope of [member, { ...member, membership: { role: 'admin' as const } }]) {
      await expect(run(scope, id)).rejects.toMatchObject({ code: 'forbidden' })
    }
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test('a member can revoke the own invitation while it is pending, and cannot resend it', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const before = await contentsOf(globex)
  const member = await acme.join('member')
  const bob = await createUser('Bob')
  const invitation = await invite({ ...acme, admin: member }, bob)

  await expect(resendInvitation(member, invitation.id)).rejects.toMatchObject({
    code: 'forbidden',
  })
  await revokeInvitation(member, invitation.id)

  expect(await listMyInvitations(bob)).toEqual([])
  await expect(acceptInvitation(bob, invitation)).rejects.toMatchObject(notOpen)
  await expect(revokeInvitation(member, invitation.id)).rejects.toMatchObject(notOpen)
  expect(await contentsOf(globex)).toEqual(before)
})

test('a person who was removed can no longer revoke the own invitation', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  const id = await inviteAs(member)
  await removeMember(acme.admin, member.user.id)
  const before = await contentsOf(acme)

  await expect(revokeInvitation(member, id)).rejects.toMatchObject({ code: 'not_found' })
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(
  actions.flatMap((one) =>
    (['accepted', 'declined', 'revoked'] as const).map((status) => ({ ...one, status })),
  ),
)('an invitation with the status $status cannot be changed: $act', async ({ run, status }) => {
  const acme = await createOrg()
  const invitation = await invite(acme, { email: uniqueEmail() })
  await updateInvitation(invitation, { status })
  const before = { contents: await contentsOf(acme), mails: await queuedMails(invitation.id) }

  await expect(run(acme.admin, invitation.id)).rejects.toMatchObject(notOpen)

  expect(await contentsOf(acme)).toEqual(before.contents)
  expect(await queuedMails(invitation.id)).toEqual(before.mails)
})

test('of revoking and accepting at the same time, one succeeds', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const invitation = await invite(acme, bob)

  const results = await Promise.allSettled([
    acceptInvitation(bob, invitation),
    revokeInvitation(acme.admin, invitation.id),
  ])

  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toMatchObject([{ reason: notOpen }])
})

/** Invites a new email as this person, and returns the invitation's id. */
async function inviteAs(scope: OrgScope) {
  const email = uniqueEmail()
  await inviteMembers(scope, { emails: [email], role: 'member' })
  const found = (await listPendingInvitations(scope)).find((one) => one.email === email)
  if (!found) throw new Error('The invitation is missing.')
  return found.id
}

/** The rows of an org's invitations. */
async function rowsOf(org: TestOrg) {
  return (await contentsOf(org))['public.invitations'] as { id: string }[]
}
