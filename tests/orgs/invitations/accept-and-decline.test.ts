import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listMembers } from '@/lib/orgs/memberships'
import { acceptInvitation, declineInvitation } from '@/lib/orgs/received-invitations'
import { findScope } from '@/lib/orgs/scope'
import { contentsOf } from '../../contents'
import { createOrg, createUser, type TestOrg, uniqueEmail } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { EXPIRED, invite, updateInvitation } from '../invite'

const notOpen = { code: 'not_found' }

watchAnotherOrg()

test.each(['admin', 'member'] as const)(
  'accepting makes a member with the role %s, in this org only',
  async (role) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const ann = await createUser('Ann')
    const invitation = await invite(acme, ann, role)
    await invite(globex, ann, role)
    const before = await contentsOf(globex)

    await acceptInvitation(ann, invitation)

    expect(await findScope(ann, invitation.org)).toMatchObject({ membership: { role } })
    expect(await contentsOf(acme)).toMatchObject({
      'public.invitations': [{ id: invitation.id, status: 'accepted' }],
      'tenant.audit_logs': expect.arrayContaining([
        expect.objectContaining({
          action: 'invitation.accept',
          actor_id: ann.id,
          actor_name: 'Ann',
          data: { email: ann.email, role },
        }),
      ]),
    })
    expect(await contentsOf(globex)).toEqual(before)
    expect(await findScope(ann, globex)).toBeNull()
  },
)

test('declining makes no member, and the invitation can no longer be accepted', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann)
  await invite(globex, ann)
  const before = await contentsOf(globex)

  await declineInvitation(ann, invitation)

  expect(await contentsOf(acme)).toMatchObject({
    'public.invitations': [{ id: invitation.id, status: 'declined' }],
    'tenant.audit_logs': expect.arrayContaining([
      expect.objectContaining({
        action: 'invitation.decline',
        actor_id: ann.id,
        data: { email: ann.email, role: 'member' },
      }),
    ]),
  })
  await expect(acceptInvitation(ann, invitation)).rejects.toMatchObject(notOpen)
  expect(await memberIds(acme)).toEqual([acme.admin.user.id])
  expect(await contentsOf(globex)).toEqual(before)
})

test('of accepting twice and declining at the same time, one succeeds', async () => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann)

  const results = await Promise.allSettled([
    acceptInvitation(ann, invitation),
    acceptInvitation(ann, invitation),
    declineInvitation(ann, invitation),
  ])

  const refused = results.filter((result) => result.status === 'rejected')
  expect(refused).toMatchObject([{ reason: notOpen }, { reason: notOpen }])
  const { 'tenant.audit_logs': log = [] } = await contentsOf(acme)
  // The org's creation, the invitation, and one of the three.
  expect(log).toHaveLength(3)
})

test('an invitation accepted twice at the same time makes one membership', async () => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann)

  const results = await Promise.allSettled([
    acceptInvitation(ann, invitation),
    acceptInvitation(ann, invitation),
  ])

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect((await memberIds(acme)).sort()).toEqual([acme.admin.user.id, ann.id].sort())
})

const actions = [
  { act: 'accept', run: acceptInvitation },
  { act: 'decline', run: declineInvitation },
]

test.each(actions)('only the invited person can $act an invitation', async ({ run }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const invitation = await invite(acme, { email: uniqueEmail() })
  const before = await contentsOf(acme)

  for (const mallory of [await createUser('Mallory'), globex.admin.user, acme.admin.user]) {
    await expect(run(mallory, invitation)).rejects.toMatchObject(notOpen)
    // The email in the argument can be forged.
    const disguised = { ...mallory, email: 'other@example.com' }
    await expect(run(disguised, invitation)).rejects.toMatchObject(notOpen)
  }
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(actions)('a person cannot $act an invitation to a former email', async ({ run }) => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann)
  await setUser(ann, { email: uniqueEmail() })
  const before = await contentsOf(acme)

  await expect(run(ann, invitation)).rejects.toMatchObject(notOpen)
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(actions)('a person cannot $act an invitation to an unverified email', async ({ run }) => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann)
  await setUser(ann, { emailVerified: null })
  const before = await contentsOf(acme)

  await expect(run(ann, invitation)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(
  actions.flatMap((action) => [
    { ...action, closed: 'expired', values: EXPIRED },
    { ...action, closed: 'accepted', values: { status: 'accepted' as const } },
    { ...action, closed: 'declined', values: { status: 'declined' as const } },
    { ...action, closed: 'revoked', values: { status: 'revoked' as const } },
  ]),
)('a person cannot $act an invitation that is $closed', async ({ run, values }) => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann)
  await updateInvitation(invitation, values)
  const before = await contentsOf(acme)

  await expect(run(ann, invitation)).rejects.toMatchObject(notOpen)
  expect(await contentsOf(acme)).toEqual(before)
})

test.each(actions)('an invitation cannot be used for another org: $act', async ({ run }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await createUser('Ann')
  const { id } = await invite(acme, ann)
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await expect(run(ann, { id, org: globex })).rejects.toMatchObject(notOpen)

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test.each(actions)(
  'a person cannot $act a missing invitation or that of another person',
  async ({ run }) => {
    const acme = await createOrg()
    const ann = await createUser('Ann')
    await invite(acme, ann)
    const bobs = await invite(acme, await createUser('Bob'))
    const before = await contentsOf(acme)

    await expect(run(ann, { id: randomUUID(), org: acme })).rejects.toMatchObject(notOpen)
    await expect(run(ann, bobs)).rejects.toMatchObject(notOpen)
    expect(await contentsOf(acme)).toEqual(before)
  },
)

async function memberIds({ admin }: TestOrg) {
  return (await listMembers(admin)).members.map(({ userId }) => userId)
}

async function setUser(user: { id: string }, values: { email?: string; emailVerified?: null }) {
  await asSystem('test', (tx) => tx.update(users).set(values).where(eq(users.id, user.id)))
}
