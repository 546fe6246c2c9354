import { beforeEach, describe, expect, test } from 'vitest'
import { env } from '@/lib/env'
import { inviteMembers } from '@/lib/orgs/invitations'
import { throttle } from '@/lib/throttle/throttle'
import { contentsOf } from '../../contents'
import { createOrg, newIpAddress, uniqueEmail } from '../../factories'
import { queueLength } from '../../queue'
import { watchAnotherOrg } from '../another-org'
import { EXPIRED, invitationsOf, invite, updateInvitation } from '../invite'

watchAnotherOrg()

describe('an org has at most MAX_PENDING_INVITATIONS pending invitations', () => {
  const full = {
    code: 'conflict',
    field: 'emails',
    message: 'An organization can have 3 pending invitations, and yours has 2. Revoke some first.',
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

  test('too many at once are all refused', async () => {
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

  test('invitations that are no longer pending do not count', async () => {
    const acme = await createOrg()
    for (const status of ['accepted', 'declined', 'revoked'] as const) {
      await updateInvitation(await invite(acme, { email: uniqueEmail() }), { status })
    }

    expect(await inviteMembers(acme.admin, some(3))).toHaveLength(3)
  })

  test('expired invitations do not count', async () => {
    const acme = await createOrg()
    for (const email of [uniqueEmail(), uniqueEmail(), uniqueEmail()])
      await updateInvitation(await invite(acme, { email }), EXPIRED)

    expect(await inviteMembers(acme.admin, some(3))).toHaveLength(3)
    await expect(inviteMembers(acme.admin, some(1))).rejects.toMatchObject({ code: 'conflict' })
  })

  test('skipped emails do not count', async () => {
    const acme = await createOrg()
    const { emails, role } = some(3)
    await inviteMembers(acme.admin, { emails, role })
    const members = [acme.admin.user.email, ...emails]

    const outcomes = await inviteMembers(acme.admin, { emails: members, role })

    expect(outcomes.map(({ ok }) => ok)).toEqual([false, false, false, false])
  })

  test('a replaced invitation counts once', async () => {
    const acme = await createOrg()
    const { emails, role } = some(3)
    await inviteMembers(acme.admin, { emails, role })
    const invited = await invitationsOf(acme)
    expect(invited).toHaveLength(3)
    for (const { id } of invited) await updateInvitation({ id, org: acme }, EXPIRED)

    expect(await inviteMembers(acme.admin, { emails, role })).toMatchObject([
      { ok: true },
      { ok: true },
      { ok: true },
    ])
  })

  test('invitations sent at the same time count together', async () => {
    const acme = await createOrg()

    const results = await Promise.allSettled([
      inviteMembers(acme.admin, some(2)),
      inviteMembers(acme.admin, some(2)),
    ])

    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toMatchObject([{ reason: full }])
    expect(await invitationsOf(acme, 'pending')).toHaveLength(2)
  })
})

test('an org can invite the same email 10 times a day, and other orgs still can', async () => {
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

test('a network can send 1000 invitations, and every email counts', async () => {
  const acme = await createOrg()
  const ipAddress = newIpAddress()
  await throttle('invitation', { ipAddress, points: 999 })
  const before = await contentsOf(acme)

  const two = { emails: [uniqueEmail(), uniqueEmail()], role: 'member' as const }
  const theirs = { ...acme.admin, user: { ...acme.admin.user, ipAddress } }
  await expect(inviteMembers(theirs, two)).rejects.toMatchObject({ code: 'rate_limited' })
  expect(await contentsOf(acme)).toEqual(before)
  await inviteMembers(acme.admin, two)
})
