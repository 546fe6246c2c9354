import { expect, test } from 'vitest'
import { inviteMembers } from '@/lib/orgs/invitations'
import { throttle } from '@/lib/throttle/throttle'
import { contentsOf } from '../../contents'
import { createOrg, createUser, uniqueEmail } from '../../factories'
import { queuedMails, queueLength } from '../../queue'
import { watchAnotherOrg } from '../another-org'
import { EXPIRED, invitationsOf, invite, updateInvitation } from '../invite'

watchAnotherOrg()

test('an invitation has the org, the email, the role, the inviter and an expiry in 7 days', async () => {
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

test('each of several emails gets an invitation, an entry in the log and an email', async () => {
  const acme = await createOrg()
  const emails = [uniqueEmail(), uniqueEmail(), uniqueEmail()].sort()

  await inviteMembers(acme.admin, { emails, role: 'admin' })

  const invited = await invitationsOf(acme)
  expect(invited.map(({ email }) => email)).toEqual(emails)
  for (const { id, email, expiresAt } of invited) {
    expect(await queuedMails(id)).toEqual([
      {
        mail: 'invitation',
        to: email,
        id,
        version: 1,
        orgName: 'Acme',
        inviterName: 'Ada',
        role: 'admin',
        expiresAt: expiresAt.toISOString(),
      },
    ])
  }
  const { 'tenant.audit_logs': log = [] } = await contentsOf(acme)
  for (const email of emails) {
    expect(log).toContainEqual(
      expect.objectContaining({ action: 'invitation.create', data: { email, role: 'admin' } }),
    )
  }
  expect(log).toHaveLength(1 + emails.length)
})

test('each email has its own outcome, and the others are still invited', async () => {
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

test('if every email is skipped, nothing changes', async () => {
  const acme = await createOrg()
  const ann = await acme.join('member')
  const before = { contents: await contentsOf(acme), queue: await queueLength() }

  const outcomes = await inviteMembers(acme.admin, { emails: [ann.user.email], role: 'admin' })

  expect(outcomes).toMatchObject([{ ok: false }])
  expect(await contentsOf(acme)).toEqual(before.contents)
  expect(await queueLength()).toBe(before.queue)
})

test('a member of another org, or a person invited there, can be invited here', async () => {
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

test('only the expired invitation of the invited email is replaced', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [bob, cleo] = [{ email: uniqueEmail() }, { email: uniqueEmail() }]
  const expired = await invite(acme, bob)
  const otherExpired = await invite(acme, cleo)
  for (const one of [expired, otherExpired, await invite(globex, bob)])
    await updateInvitation(one, EXPIRED)
  const before = await contentsOf(globex)

  const replacement = await invite(acme, bob, 'admin')

  expect(replacement.id).not.toBe(expired.id)
  const statuses = (await invitationsOf(acme)).map(({ id, status }) => [id, status])
  expect(Object.fromEntries(statuses)).toEqual({
    [expired.id]: 'revoked',
    [replacement.id]: 'pending',
    [otherExpired.id]: 'pending',
  })
  expect(await contentsOf(globex)).toEqual(before)
})

test.each(['accepted', 'declined', 'revoked'] as const)(
  'an invitation with the status %s keeps it, and a new one can be sent',
  async (status) => {
    const acme = await createOrg()
    const bob = await createUser('Bob')
    const old = await invite(acme, bob)
    await updateInvitation(old, { status, ...EXPIRED })

    const next = await invite(acme, bob)

    const statuses = (await invitationsOf(acme)).map(({ id, status }) => [id, status])
    expect(Object.fromEntries(statuses)).toEqual({ [old.id]: status, [next.id]: 'pending' })
  },
)

test('of two invitations to the same email at the same time, one is created', async () => {
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

test('an email that was queued is gone when its transaction fails', async () => {
  const acme = await createOrg()
  const before = { contents: await contentsOf(acme), queue: await queueLength() }

  // The database accepts lower case only, so the second row fails after the first email was queued.
  const emails = [uniqueEmail(), uniqueEmail().toUpperCase()]
  const attempt = inviteMembers(acme.admin, { emails, role: 'member' })

  await expect(attempt).rejects.toMatchObject({ cause: { code: '23514' } })
  expect(await contentsOf(acme)).toEqual(before.contents)
  expect(await queueLength()).toBe(before.queue)
})
