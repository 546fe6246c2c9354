import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { passwords, sessions, signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { verifyPassword } from '@/lib/auth/password'
import { signToken } from '@/lib/auth/tokens'
import { listOrgs } from '@/lib/orgs/orgs'
import { acceptInvitation, signUpByInvitation } from '@/lib/orgs/received-invitations'
import { throttle } from '@/lib/throttle/throttle'
import { contentsOf } from '../../contents'
import {
  createOrg,
  createUser,
  newCaller,
  newIpAddress,
  openSession,
  startSession,
  uniqueEmail,
} from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { EXPIRED, invite, updateInvitation } from '../invite'

// Hashing a password is slow by design, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const ann = { name: 'Ann', password: 'correct horse' }

watchAnotherOrg()

test('the link creates a verified account, signs in, and the person can accept', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const email = uniqueEmail()
  const invitation = await invite(acme, { email })
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  const { session, invitation: received } = await signUpByInvitation(
    signToken('invitation', invitation.id),
    ann,
    newCaller(),
  )

  const [account] = await accountsOf(email)
  if (!account) throw new Error('The account is missing.')
  expect(account).toMatchObject({ name: 'Ann', verified: expect.any(Date) })
  expect(await verifyPassword('correct horse', account.hash)).toBe(true)
  expect(await openSession(session?.token ?? '')).toMatchObject({
    user: { id: account.id, email },
  })
  // The account is not a member yet.
  expect(await contentsOf(acme)).toEqual(before.acme)

  await acceptInvitation({ ...account, ipAddress: newIpAddress() }, received)
  expect(await listOrgs(account)).toMatchObject([{ id: acme.id, role: 'member' }])
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('joining ends the session that the browser had', async () => {
  const { id } = await invite(await createOrg(), { email: uniqueEmail() })
  const { token: session } = await startSession((await createUser('Bob')).id)

  await signUpByInvitation(signToken('invitation', id), ann, { ...newCaller(), session })

  expect(await openSession(session)).toBeNull()
})

test('the account has the email of the invitation, not one from the form', async () => {
  const acme = await createOrg()
  const [email, another] = [uniqueEmail(), uniqueEmail()]
  const { id } = await invite(acme, { email })

  const smuggled = { ...ann, email: another }
  await signUpByInvitation(signToken('invitation', id), smuggled, newCaller())

  expect(await accountsOf(another)).toEqual([])
  expect(await accountsOf(email)).toHaveLength(1)
})

test('unverified sign-ups with the same email are deleted', async () => {
  const acme = await createOrg()
  const [email, another] = [uniqueEmail(), uniqueEmail()]
  const { id } = await invite(acme, { email })
  const unverified = {
    name: 'Mallory',
    passwordHash: 'hash of Mallory',
    expiresAt: new Date('2100-01-01'),
  }
  await asSystem('test', (tx) =>
    tx.insert(signUps).values([
      { ...unverified, email },
      { ...unverified, email: another },
    ]),
  )

  await signUpByInvitation(signToken('invitation', id), ann, newCaller())

  const left = await asSystem('test', (tx) => tx.select({ email: signUps.email }).from(signUps))
  expect(left).toEqual([{ email: another }])
})

test('an existing account with that email does not change', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const { id } = await invite(acme, bob)
  const before = { account: await accountsOf(bob.email), acme: await contentsOf(acme) }

  await expect(
    signUpByInvitation(signToken('invitation', id), ann, newCaller()),
  ).rejects.toMatchObject({ code: 'conflict' })

  expect(await accountsOf(bob.email)).toEqual(before.account)
  expect(await contentsOf(acme)).toEqual(before.acme)
  const opened = await asSystem('test', (tx) =>
    tx.select().from(sessions).where(eq(sessions.userId, bob.id)),
  )
  expect(opened).toEqual([])
})

test.each([
  { closed: 'expired', values: EXPIRED },
  { closed: 'accepted', values: { status: 'accepted' as const } },
  { closed: 'declined', values: { status: 'declined' as const } },
  { closed: 'revoked', values: { status: 'revoked' as const } },
  { closed: 'resent', values: { version: 2 } },
])('a link of an invitation that is $closed creates no account', async ({ values }) => {
  const acme = await createOrg()
  const email = uniqueEmail()
  const invitation = await invite(acme, { email })
  await updateInvitation(invitation, values)

  const token = signToken('invitation', invitation.id)

  await expect(signUpByInvitation(token, ann, newCaller())).rejects.toMatchObject({
    code: 'not_found',
  })
  expect(await accountsOf(email)).toEqual([])
})

test('a forged link creates no account', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  const { id } = await invite(acme, { email })

  for (const forged of [signToken('sign-up', id), `${id}.AAAA`, 'nonsense']) {
    await expect(signUpByInvitation(forged, ann, newCaller())).rejects.toMatchObject({
      code: 'not_found',
    })
  }
  expect(await accountsOf(email)).toEqual([])
})

test('accounts for the same email are throttled', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  const { id } = await invite(acme, { email })
  await throttle('sign-up', { email, points: 5 })

  await expect(
    signUpByInvitation(signToken('invitation', id), ann, newCaller()),
  ).rejects.toMatchObject({ code: 'rate_limited' })
  expect(await accountsOf(email)).toEqual([])
})

function accountsOf(email: string) {
  return asSystem('test', (tx) =>
    tx
      .select({
        id: users.id,
        name: users.name,
        email: users.email,
        verified: users.emailVerified,
        hash: passwords.hash,
      })
      .from(users)
      .leftJoin(passwords, eq(passwords.userId, users.id))
      .where(eq(users.email, email)),
  )
}
