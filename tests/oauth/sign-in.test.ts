import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { twoFactors } from '@/db/schema/system/two-factors'
import { signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import { findWaysIn } from '@/lib/account/ways-in'
import type { Caller } from '@/lib/auth/accounts'
import type { SignedIn } from '@/lib/auth/complete-sign-in'
import type { VerifiedIdentity } from '@/lib/oauth/identity'
import { connectProvider } from '@/lib/oauth/links'
import { signInWithProvider } from '@/lib/oauth/sign-in'
import { inviteMembers } from '@/lib/orgs/invitations'
import { listMyInvitations } from '@/lib/orgs/received-invitations'
import { findPendingSignIn } from '@/lib/two-factor/pending-sign-ins'
import {
  createOrg,
  createUser,
  newCaller,
  openSession,
  signedInCaller,
  startSession,
  uniqueEmail,
} from '../factories'
import { configureProviders, newIdentity } from './identities'

configureProviders()

test('the first sign-in creates an account with a verified email and no password', async () => {
  const identity = newIdentity()
  const caller = { ...newCaller(), userAgent: 'Firefox' }

  const { user, session } = await signIn(identity, caller)

  expect(user).toEqual({ id: user.id, name: 'Ann Quinn', email: identity.email })
  expect((await openSession(session.token))?.user.id).toBe(user.id)
  expect(await verifiedAt(user)).toBeInstanceOf(Date)
  expect(await findWaysIn(withIp(user))).toEqual({
    hasPassword: false,
    hasPasskey: false,
    linked: [{ provider: 'github', email: identity.email }],
  })
  const { events } = await listSecurityEvents(withIp(user))
  // Both have the time of the transaction.
  expect(events.sort((one, other) => one.action.localeCompare(other.action))).toMatchObject([
    { action: 'provider.link', ...caller, data: { provider: 'GitHub' } },
    { action: 'session.create', ...caller, data: { method: 'GitHub' } },
  ])
})

test('later sign-ins find the account, also after its email has changed on either side', async () => {
  const identity = newIdentity()
  const { user } = await signIn(identity)
  const bob = await signIn(newIdentity())
  await asSystem('test', (tx) =>
    tx.update(users).set({ email: uniqueEmail() }).where(eq(users.id, user.id)),
  )

  expect((await signIn({ ...identity, email: uniqueEmail() })).user.id).toBe(user.id)
  expect((await signIn(identity)).user.id).toBe(user.id)
  expect(bob.user.id).not.toBe(user.id)
})

test('the same id at another provider is another person', async () => {
  const identity = newIdentity()
  const { user } = await signIn(identity)

  const other = await signIn({ ...newIdentity(uniqueEmail(), 'google'), id: identity.id })

  expect(other.user.id).not.toBe(user.id)
})

test('an existing account with the email is neither signed in nor linked', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')

  const result = await signInWithProvider(newIdentity(ann.email), newCaller())

  expect(result).toEqual({ pendingLink: expect.any(String) })
  expect((await findWaysIn(ann)).linked).toEqual([])
  expect((await findWaysIn(bob)).linked).toEqual([])
  expect((await listSecurityEvents(ann)).events).toEqual([])
})

test('the verified email of a provider verifies the same email here, and no other', async () => {
  const [ann, bob] = [await unverifiedUser('Ann'), await unverifiedUser('Bob')]
  const identity = newIdentity(ann.email)
  await connectProvider(ann, identity, await signedInCaller(ann))
  await connectProvider(bob, newIdentity(), await signedInCaller(bob))

  expect(await verifiedAt(ann)).toBeInstanceOf(Date)
  expect(await verifiedAt(bob)).toBe(null)

  await asSystem('test', (tx) =>
    tx.update(users).set({ emailVerified: null }).where(eq(users.id, ann.id)),
  )
  await signIn(identity)
  expect(await verifiedAt(ann)).toBeInstanceOf(Date)
})

test('a sign-in ends the session that the browser had', async () => {
  const bob = await createUser('Bob')
  const { token } = await startSession(bob.id)

  await signIn(newIdentity(), { ...newCaller(), session: token })

  expect(await openSession(token)).toBe(null)
})

test('an account with a second factor gets no session before it', async () => {
  const identity = newIdentity()
  const { user } = await signIn(identity)
  await signIn(newIdentity())
  await asSystem('test', (tx) =>
    tx
      .insert(twoFactors)
      .values({ userId: user.id, encryptedSecret: 'none', confirmedAt: new Date() }),
  )

  const result = await signInWithProvider(identity, newCaller())

  expect(result).toEqual({ user, pending: expect.any(String), isNew: false })
  const { pending = '' } = result as SignedIn
  expect(await findPendingSignIn(pending)).toMatchObject({ user, method: 'GitHub' })
})

test('a new account ends the pending sign-ups of its email and can accept an invitation', async () => {
  const [acme, globex] = [await createOrg(), await createOrg()]
  const identity = newIdentity()
  const { email } = identity
  const expiresAt = new Date(Date.now() + 60_000)
  await asSystem('test', (tx) =>
    tx.insert(signUps).values({ email, name: 'Mallory', passwordHash: 'none', expiresAt }),
  )
  await inviteMembers(acme.admin, { emails: [email], role: 'member' })
  await inviteMembers(globex.admin, { emails: [uniqueEmail()], role: 'member' })

  const { user } = await signIn(identity)

  const left = await asSystem('test', (tx) =>
    tx.select().from(signUps).where(eq(signUps.email, email)),
  )
  expect(left).toEqual([])
  expect(await listMyInvitations(user)).toMatchObject([{ org: { id: acme.id } }])
})

test('of two first sign-ins at the same time, one creates the account', async () => {
  const identity = newIdentity()

  const results = await Promise.all([
    signInWithProvider(identity, newCaller()),
    signInWithProvider({ ...identity, id: 'another' }, newCaller()),
  ])

  expect(results.filter((result) => 'user' in result)).toHaveLength(1)
  expect(results.filter((result) => 'pendingLink' in result)).toHaveLength(1)
})

async function signIn(identity: VerifiedIdentity, caller: Caller = newCaller()) {
  const result = await signInWithProvider(identity, caller)
  if (!('session' in result) || !result.session) throw new Error('It was not signed in.')
  return result
}

const withIp = <T extends object>(user: T) => ({ ...user, ipAddress: '203.0.113.1' })

async function unverifiedUser(name: string) {
  const user = await createUser(name)
  await asSystem('test', (tx) =>
    tx.update(users).set({ emailVerified: null }).where(eq(users.id, user.id)),
  )
  return user
}

async function verifiedAt({ id }: { id: string }) {
  const [user] = await asSystem('test', (tx) =>
    tx.select({ at: users.emailVerified }).from(users).where(eq(users.id, id)),
  )
  return user?.at
}
