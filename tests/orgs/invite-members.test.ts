import { and, eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { invitations, memberships } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { throttle } from '@/lib/auth/throttle'
import { env } from '@/lib/env'
import { inviteMembers } from '@/lib/orgs/invitations'
import type { Role } from '@/lib/orgs/roles'
import type { OrgScope } from '@/lib/orgs/scope'
import { contentsOf } from '../contents'
import { createOrg, createUser, newIpAddress, uniqueEmail } from '../factories'
import { queuedMails, queueLength } from '../queue'
import { watchAnotherOrg } from './another-org'
import { alter, EXPIRED, invite } from './invite'

watchAnotherOrg()

test('an invitation names the org, the address, the role, who invites and until when', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const before = await contentsOf(globex)
  const email = uniqueEmail()

  await inviteMembers(acme.admin, { emails: [email], role: 'member' })

  const [invitation, ...more] = await invitationsOf(acme)
  expect(more).toEqual([])
  expect(invitation).toMatchObject({
    email,
    role: 'member',
    status: 'pending',
    version: 1,
    invitedBy: acme.admin.user.id,
    invitedByName: acme.admin.user.name,
  })
  const days = (+(invitation?.expiresAt ?? 0) - Date.now()) / (24 * 60 * 60 * 1000)
  expect(days).toBeGreaterThan(6.9)
  expect(days).toBeLessThanOrEqual(7)
  expect(await contentsOf(globex)).toEqual(before)
})

test('several addresses get an invitation, a log entry and a mail each', async () => {
  const acme = await createOrg()
  const emails = [uniqueEmail(), uniqueEmail(), uniqueEmail()].sort()

  await inviteMembers(acme.admin, { emails, role: 'admin' })

  const invited = await invitationsOf(acme)
  expect(invited.map(({ email }) => email)).toEqual(emails)
  for (const { id } of invited) {
    expect(await queuedMails(id)).toEqual([{ mail: 'invitation', id }])
  }
  const { 'tenant.audit_logs': log = [] } = await contentsOf(acme)
  for (const email of emails) {
    expect(log).toContainEqual(
      expect.objectContaining({ action: 'invitation.create', data: { email, role: 'admin' } }),
    )
  }
  expect(log).toHaveLength(1 + emails.length)
})

test.each([
  { inviter: 'admin', role: 'member', allowed: true },
  { inviter: 'admin', role: 'admin', allowed: true },
  { inviter: 'member', role: 'member', allowed: true },
  { inviter: 'member', role: 'admin', allowed: false },
] as const)('may a $inviter invite as $role: $allowed', async ({ inviter, role, allowed }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const scope = await acme.join(inviter)
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  const attempt = inviteTo(scope, role)

  if (allowed) {
    await attempt
    expect(await invitationsOf(acme)).toContainEqual(expect.objectContaining({ role }))
  } else {
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
    expect(await contentsOf(acme)).toEqual(before.acme)
  }
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('whoever was removed invites nobody, however long the page stays open', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  await asSystem('test', (tx) => tx.delete(memberships).where(theMembership(ann)))
  const before = await contentsOf(acme)

  await expect(inviteTo(ann, 'member')).rejects.toMatchObject({ code: 'not_found' })
  await expect(inviteTo(ann, 'admin')).rejects.toMatchObject({ code: 'not_found' })
  expect(await contentsOf(acme)).toEqual(before)
})

test('whoever was demoted invites no admin any more', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  await asSystem('test', (tx) =>
    tx.update(memberships).set({ role: 'member' }).where(theMembership(ann)),
  )
  const before = await contentsOf(acme)

  await expect(inviteTo(ann, 'admin')).rejects.toMatchObject({ code: 'forbidden' })
  expect(await contentsOf(acme)).toEqual(before)
})

test('an admin of another org invites nobody into ours', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  const forged = { ...globex.admin, org: acme.admin.org }

  await expect(inviteTo(forged, 'member')).rejects.toMatchObject({ code: 'not_found' })
  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('each address has its own outcome, and each that can be is invited', async () => {
  const acme = await createOrg()
  const ann = await acme.join('member')
  const [bob, cleo, dan] = [uniqueEmail(), uniqueEmail(), uniqueEmail()]
  await invite(acme, { email: bob })
  await throttle('invitation', { email: `${acme.id}:${dan}`, points: 10 })
  const before = { invited: await invitationsOf(acme), queue: await queueLength() }

  const outcomes = await inviteMembers(acme.admin, {
    emails: [ann.user.email, bob, cleo, dan, acme.admin.user.email],
    role: 'member',
  })

  expect(outcomes).toEqual([
    { of: ann.user.email, ok: false, text: 'Already a member' },
    { of: bob, ok: false, text: 'Already invited' },
    { of: cleo, ok: true, text: 'Invited' },
    { of: dan, ok: false, text: 'Too many attempts. Try again in 24 hours.' },
    { of: acme.admin.user.email, ok: false, text: 'Already a member' },
  ])
  const invited = await invitationsOf(acme)
  expect(invited).toHaveLength(before.invited.length + 1)
  expect(invited).toEqual(expect.arrayContaining(before.invited))
  expect(invited).toContainEqual(expect.objectContaining({ email: cleo, status: 'pending' }))
  expect(await queueLength()).toBe(before.queue + 1)
})

test('if nobody of several can be invited, nothing changes', async () => {
  const acme = await createOrg()
  const ann = await acme.join('member')
  const before = { contents: await contentsOf(acme), queue: await queueLength() }

  const outcomes = await inviteMembers(acme.admin, { emails: [ann.user.email], role: 'admin' })

  expect(outcomes).toMatchObject([{ ok: false }])
  expect(await contentsOf(acme)).toEqual(before.contents)
  expect(await queueLength()).toBe(before.queue)
})

describe('as many invitations wait as the configuration says', () => {
  const full = {
    code: 'conflict',
    field: 'emails',
    message: 'At most 3 invitations can wait at once, and 2 do. Revoke some first.',
  }
  const some = (count: number) => ({
    emails: Array.from({ length: count }, uniqueEmail),
    role: 'member' as const,
  })

  beforeEach(() => {
    const { MAX_PENDING_INVITATIONS } = env()
    env().MAX_PENDING_INVITATIONS = 3
    return () => {
      env().MAX_PENDING_INVITATIONS = MAX_PENDING_INVITATIONS
    }
  })

  test('and no more: too many at once invite nobody', async () => {
    const acme = await createOrg()
    const globex = await createOrg()
    await inviteMembers(acme.admin, some(2))
    await inviteMembers(globex.admin, some(3))
    const before = { acme: await contentsOf(acme), queue: await queueLength() }

    await expect(inviteMembers(acme.admin, some(2))).rejects.toMatchObject(full)

    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await queueLength()).toBe(before.queue)
    await inviteMembers(acme.admin, some(1))
  })

  test('and those that are not pending any more leave room', async () => {
    const acme = await createOrg()
    for (const status of ['accepted', 'declined', 'revoked'] as const) {
      await alter(await invite(acme, { email: uniqueEmail() }), { status })
    }

    expect(await inviteMembers(acme.admin, some(3))).toHaveLength(3)
  })

  test('and who is not invited takes none', async () => {
    const acme = await createOrg()
    const { emails, role } = some(3)
    await inviteMembers(acme.admin, { emails, role })
    const members = [acme.admin.user.email, ...emails]

    const outcomes = await inviteMembers(acme.admin, { emails: members, role })

    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, false, false])
  })

  test('and one that is replaced counts once', async () => {
    const acme = await createOrg()
    const { emails, role } = some(3)
    await inviteMembers(acme.admin, { emails, role })
    for (const { id } of await invitationsOf(acme)) await alter({ id, org: acme }, EXPIRED)

    expect(await inviteMembers(acme.admin, { emails, role })).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: true },
    ])
  })

  test('and no more of those sent at the same moment', async () => {
    const acme = await createOrg()

    const answers = await Promise.allSettled([
      inviteMembers(acme.admin, some(2)),
      inviteMembers(acme.admin, some(2)),
    ])

    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toMatchObject([{ reason: full }])
    expect(await invitationsOf(acme, 'pending')).toHaveLength(2)
  })
})

test('who is a member or invited elsewhere can be invited here', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await globex.join('member')
  const bob = { email: uniqueEmail() }
  await invite(globex, bob)
  const before = await contentsOf(globex)

  const emails = [ann.user.email, bob.email]
  await inviteMembers(acme.admin, { emails, role: 'member' })

  expect(await invitationsOf(acme)).toHaveLength(2)
  expect(await contentsOf(globex)).toEqual(before)
})

test('an expired invitation is replaced, and no other', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [bob, cleo] = [{ email: uniqueEmail() }, { email: uniqueEmail() }]
  const expired = await invite(acme, bob)
  const anothers = await invite(acme, cleo)
  for (const one of [expired, anothers, await invite(globex, bob)]) await alter(one, EXPIRED)
  const before = await contentsOf(globex)

  const replacement = await invite(acme, bob, 'admin')

  expect(replacement.id).not.toBe(expired.id)
  const statuses = (await invitationsOf(acme)).map(({ id, status }) => [id, status])
  expect(Object.fromEntries(statuses)).toEqual({
    [expired.id]: 'revoked',
    [replacement.id]: 'pending',
    [anothers.id]: 'pending',
  })
  expect(await contentsOf(globex)).toEqual(before)
})

test.each(['accepted', 'declined', 'revoked'] as const)(
  'an invitation that was %s stays so, and does not stand in the way of a new one',
  async (status) => {
    const acme = await createOrg()
    const bob = await createUser('Bob')
    const old = await invite(acme, bob)
    await alter(old, { status, ...EXPIRED })

    const next = await invite(acme, bob)

    const statuses = (await invitationsOf(acme)).map(({ id, status }) => [id, status])
    expect(Object.fromEntries(statuses)).toEqual({ [old.id]: status, [next.id]: 'pending' })
  },
)

test('of two who invite the same address at once, one does', async () => {
  const acme = await createOrg()
  const ann = await acme.join('member')
  const input = { emails: [uniqueEmail()], role: 'member' as const }

  const outcomes = await Promise.all([inviteMembers(acme.admin, input), inviteMembers(ann, input)])

  expect(
    outcomes
      .flat()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['Already invited', 'Invited'])
  expect(await invitationsOf(acme, 'pending')).toHaveLength(1)
})

test('a mail that was added goes away with a transaction that fails after it', async () => {
  const acme = await createOrg()
  const before = { contents: await contentsOf(acme), queue: await queueLength() }

  // The database takes lower case only: the second row fails when the first has its mail.
  const emails = [uniqueEmail(), uniqueEmail().toUpperCase()]
  const attempt = inviteMembers(acme.admin, { emails, role: 'member' })

  await expect(attempt).rejects.toMatchObject({ cause: { code: '23514' } })
  expect(await contentsOf(acme)).toEqual(before.contents)
  expect(await queueLength()).toBe(before.queue)
})

test('an org does not invite an address without end; what others do is their own', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const member = await acme.join('member')
  const input = { emails: [uniqueEmail()], role: 'admin' as const }
  for (let count = 0; count < 10; count++) {
    const attempt = inviteMembers(member, input)
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' })
  }
  const before = await contentsOf(acme)

  expect(await inviteMembers(acme.admin, input)).toEqual([
    { of: input.emails[0], ok: false, text: 'Too many attempts. Try again in 24 hours.' },
  ])
  expect(await contentsOf(acme)).toEqual(before)
  expect(await inviteMembers(globex.admin, input)).toMatchObject([{ ok: true }])
})

test('a client does not invite without end, and every address counts', async () => {
  const acme = await createOrg()
  const ipAddress = newIpAddress()
  await throttle('invitation', { ipAddress, points: 199 })
  const before = await contentsOf(acme)

  const two = { emails: [uniqueEmail(), uniqueEmail()], role: 'member' as const }
  const theirs = { ...acme.admin, user: { ...acme.admin.user, ipAddress } }
  await expect(inviteMembers(theirs, two)).rejects.toMatchObject({ code: 'rate_limited' })
  expect(await contentsOf(acme)).toEqual(before)
  await inviteMembers(acme.admin, two)
})

function inviteTo(scope: OrgScope, role: Role) {
  return inviteMembers(scope, { emails: [uniqueEmail()], role })
}

function theMembership({ org, user }: OrgScope) {
  return and(eq(memberships.orgId, org.id), eq(memberships.userId, user.id))
}

function invitationsOf(org: { id: string }, status?: 'pending') {
  return asSystem('test', (tx) =>
    tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.orgId, org.id), status && eq(invitations.status, status)))
      .orderBy(invitations.email),
  )
}
