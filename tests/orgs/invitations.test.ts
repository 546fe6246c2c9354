import { createHmac, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { signToken } from '@/lib/auth/tokens'
import { isOpen, listPendingInvitations } from '@/lib/orgs/invitations'
import { findInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import { createOrg, createUser, uniqueEmail } from '../factories'
import { alter, EXPIRED, invite } from './invite'

test('the link in the mail finds its invitation, and nothing more than the page shows', async () => {
  const globex = await createOrg('Globex')
  const acme = await createOrg('Acme')
  const email = uniqueEmail()
  await invite(globex, { email })
  const { id } = await invite(acme, { email }, 'admin')

  expect(await findInvitation(signToken('invitation', id))).toEqual({
    id,
    org: acme.admin.org,
    email,
    role: 'admin',
    status: 'pending',
    invitedByName: acme.admin.user.name,
    expiresAt: expect.any(Date),
  })
})

test('a forged link finds nothing', async () => {
  const acme = await createOrg()
  const { id } = await invite(acme, { email: uniqueEmail() })
  const other = await invite(await createOrg(), { email: uniqueEmail() })
  const [, mac] = signToken('invitation', other.id).split('.')
  const foreign = createHmac('sha256', 'a secret of somebody else, long enough')
    .update(`invitation:${id}:1`)
    .digest('base64url')

  for (const forged of [
    id,
    `${id}.`,
    `${id}.${mac}`,
    `${id}.${foreign}`,
    signToken('sign-up', id),
    signToken('password-reset', id),
    signToken('invitation', id, 2),
    signToken('invitation', randomUUID()),
    'nonsense',
    '',
  ]) {
    expect(await findInvitation(forged)).toBeNull()
  }
})

test('a link that was sent before a newer one finds nothing', async () => {
  const acme = await createOrg()
  const invitation = await invite(acme, { email: uniqueEmail() })
  await alter(invitation, { version: 2 })

  expect(await findInvitation(signToken('invitation', invitation.id, 1))).toBeNull()
  expect(await findInvitation(signToken('invitation', invitation.id, 2))).not.toBeNull()
})

test.each([
  [{ status: 'accepted' }, false],
  [{ status: 'declined' }, false],
  [{ status: 'revoked' }, false],
  [EXPIRED, false],
  [{}, true],
] as const)(
  'a link is found whatever became of the invitation: %o, open %s',
  async (values, open) => {
    const acme = await createOrg()
    const invitation = await invite(acme, { email: uniqueEmail() })
    await alter(invitation, { role: 'member', ...values })

    const found = await findInvitation(signToken('invitation', invitation.id))

    expect(found).toMatchObject(values)
    expect(found && isOpen(found)).toBe(open)
  },
)

test('my invitations are those to my address that I can still answer', async () => {
  const [acme, globex, initech] = [await createOrg('Acme'), await createOrg(), await createOrg()]
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const waiting = [await invite(acme, ann), await invite(globex, ann, 'admin')]
  await invite(acme, bob)
  await alter(await invite(initech, ann), EXPIRED)
  for (const status of ['accepted', 'declined', 'revoked'] as const) {
    await alter(await invite(await createOrg(), ann), { status })
  }

  const mine = await listMyInvitations(ann)

  expect(mine).toMatchObject([
    { ...waiting[0], email: ann.email, role: 'member', status: 'pending' },
    { ...waiting[1], email: ann.email, role: 'admin', status: 'pending' },
  ])
  expect(await listMyInvitations(bob)).toMatchObject([{ email: bob.email }])
  expect(await listMyInvitations(await createUser())).toEqual([])
})

test('the invitations of an org are its own that nobody has answered, expired ones among them', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const emails = [uniqueEmail(), uniqueEmail()].sort()
  for (const email of emails) await alter(await invite(acme, { email }), EXPIRED)
  for (const status of ['accepted', 'declined', 'revoked'] as const) {
    await alter(await invite(acme, { email: uniqueEmail() }), { status })
  }
  await invite(globex, { email: uniqueEmail() })

  const pending = await listPendingInvitations(acme.admin)

  expect(pending).toEqual(
    emails.map((email) => ({
      id: expect.any(String),
      email,
      role: 'member',
      invitedByName: acme.admin.user.name,
      expiresAt: EXPIRED.expiresAt,
    })),
  )
  expect(await listPendingInvitations(globex.admin)).toHaveLength(1)
})

test.each([
  { address: 'that nobody has verified', values: { emailVerified: null } },
  { address: 'that its owner gave up', values: { email: uniqueEmail() } },
])('an address $address shows no invitations', async ({ values }) => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  await invite(acme, ann)
  await asSystem('test', (tx) => tx.update(users).set(values).where(eq(users.id, ann.id)))

  expect(await listMyInvitations(ann)).toEqual([])
})
