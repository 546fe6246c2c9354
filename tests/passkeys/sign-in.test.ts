import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { passkeys, usedChallenges } from '@/db/schema/system/passkeys'
import { sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import type { Actor } from '@/lib/auth/accounts'
import { env } from '@/lib/env'
import { cleanUp } from '@/lib/jobs/clean-up'
import { newChallenge } from '@/lib/passkeys/challenges'
import { listPasskeys } from '@/lib/passkeys/passkeys'
import { signInWithPasskey, startPasskeySignIn } from '@/lib/passkeys/sign-in'
import { throttle } from '@/lib/throttle/throttle'
import { newCaller, openSession, startSession } from '../factories'
import { queuedMails } from '../queue'
import { switchOnTwoFactor } from '../two-factor/people'
import { newAuthenticator, type Wrong } from './authenticator'
import { createPersonWithPasskey, signInWith } from './people'

const refused = { code: 'invalid', message: /not accepted/ }
const expired = { code: 'not_found' }

test('a passkey signs its user in, replaces the session of the browser, and is recorded', async () => {
  const ann = await createPersonWithPasskey('Ann')
  const bob = await createPersonWithPasskey('Bob')
  const before = await sessionsOf(bob.user)
  const { token: old } = await startSession(ann.user.id)
  const caller = { ...newCaller(), session: old }

  const { user, session } = await signInWith(ann.device, caller)

  expect(user.id).toBe(ann.user.id)
  expect(await openSession(session?.token ?? '')).toMatchObject({ user: { id: ann.user.id } })
  expect(await openSession(old)).toBe(null)
  expect((await listSecurityEvents(ann.user)).events[0]).toMatchObject({
    action: 'session.create',
    ipAddress: caller.ipAddress,
    data: { method: 'passkey' },
  })
  expect(await queuedMails(ann.user.id)).toContainEqual(
    expect.objectContaining({ mail: 'new-device', to: ann.user.email }),
  )
  expect(await listPasskeys(ann.user)).toMatchObject([{ lastUsedAt: expect.any(Date) }])
  expect(await listPasskeys(bob.user)).toMatchObject([{ lastUsedAt: null }])
  expect(await sessionsOf(bob.user)).toEqual(before)
})

test('it asks for no second factor, because it has two', async () => {
  const ann = await createPersonWithPasskey('Ann')
  await switchOnTwoFactor(ann.user)

  const signedIn = await signInWith(ann.device)

  expect(signedIn).toHaveProperty('session.token')
  expect(signedIn).not.toHaveProperty('pending')
})

test('the passkey of Bob does not sign in as Ann', async () => {
  const ann = await createPersonWithPasskey('Ann')
  const bob = await createPersonWithPasskey('Bob')
  const before = await sessionsOf(ann.user)
  const handle = Buffer.from(ann.user.id).toString('base64url')

  for (const wrong of [
    { id: ann.device.id },
    { id: ann.device.id, userHandle: handle },
    { userHandle: handle },
    { userHandle: '' },
  ]) {
    await expect(signInWith(bob.device, newCaller(), wrong)).rejects.toMatchObject(refused)
  }

  expect(await sessionsOf(ann.user)).toEqual(before)
  expect(await signInWith(bob.device)).toMatchObject({ user: { id: bob.user.id } })
})

test.each<[string, Wrong]>([
  ['a page of another origin', { origin: 'https://evil.example.com' }],
  ['a page of another port', { origin: 'http://localhost:1' }],
  ['another relying party', { host: 'evil.example.com' }],
  ['another challenge', { challenge: Buffer.from(newChallenge()).toString('base64url') }],
  ['a device that does not know its user', { knowsUser: false }],
])('a response for %s is refused', async (_, wrong) => {
  const ann = await createPersonWithPasskey('Ann')
  const before = await sessionsOf(ann.user)

  await expect(signInWith(ann.device, newCaller(), wrong)).rejects.toMatchObject(refused)

  expect(await sessionsOf(ann.user)).toEqual(before)
  expect(await listPasskeys(ann.user)).toMatchObject([{ lastUsedAt: null }])
})

test('a passkey that no account has, and one that was removed, are refused', async () => {
  await expect(signInWith(newAuthenticator())).rejects.toMatchObject(refused)
  const ann = await createPersonWithPasskey('Ann')
  await asSystem('test', (tx) => tx.delete(passkeys).where(eq(passkeys.userId, ann.user.id)))
  await expect(signInWith(ann.device)).rejects.toMatchObject(refused)
})

test('a response works once, not even twice at the same time', async () => {
  const ann = await createPersonWithPasskey('Ann')
  const { options, challenge } = await startPasskeySignIn()
  const response = ann.device.get(options)
  const attempt = () => signInWithPasskey({ challenge, response }, newCaller())
  const before = await sessionsOf(ann.user)

  const results = await Promise.allSettled([attempt(), attempt()])

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(attempt()).rejects.toMatchObject(expired)
  expect(await sessionsOf(ann.user)).toHaveLength(before.length + 1)
})

test('a device without a counter cannot repeat a response either', async () => {
  const ann = await createPersonWithPasskey('Ann')
  await asSystem('test', (tx) =>
    tx.update(passkeys).set({ counter: 0 }).where(eq(passkeys.userId, ann.user.id)),
  )
  const { options, challenge } = await startPasskeySignIn()
  const response = ann.device.get(options, { counter: 0 })
  await signInWithPasskey({ challenge, response }, newCaller())

  await expect(signInWithPasskey({ challenge, response }, newCaller())).rejects.toMatchObject(
    expired,
  )
})

test('a challenge expires after ten minutes', async () => {
  const ann = await createPersonWithPasskey('Ann')
  vi.useFakeTimers({ toFake: ['Date'] })
  onTestFinished(() => void vi.useRealTimers())
  const start = Date.now()
  const [early, late] = [await startPasskeySignIn(), await startPasskeySignIn()]
  const sign = ({ options, challenge }: typeof early) =>
    signInWithPasskey({ challenge, response: ann.device.get(options) }, newCaller())

  vi.setSystemTime(start + 9 * 60_000)
  expect(await sign(early)).toHaveProperty('session')
  vi.setSystemTime(start + 11 * 60_000)
  await expect(sign(late)).rejects.toMatchObject(expired)
})

test('a challenge that was refused, is forged or was made for another act is not accepted', async () => {
  const ann = await createPersonWithPasskey('Ann')
  const { options, challenge } = await startPasskeySignIn()
  const sign = (challenge: string, response = ann.device.get(options)) =>
    signInWithPasskey({ challenge, response }, newCaller())
  await expect(
    sign(challenge, ann.device.get(options, { knowsUser: false })),
  ).rejects.toMatchObject(refused)
  await expect(sign(challenge)).rejects.toMatchObject(expired)

  const forAdding = newChallenge({ userId: ann.user.id })
  const [id, mac, expires] = newChallenge().split('.')
  for (const wrong of [
    '',
    'nonsense',
    forAdding,
    `${id}.${mac}.${Number(expires) + 1}`,
    `${id}.${mac}`,
    `${id}.${'A'.repeat(43)}.${expires}`,
  ]) {
    const encoded = Buffer.from(wrong).toString('base64url')
    const response = ann.device.get(options, { challenge: encoded })
    await expect(sign(wrong, response)).rejects.toMatchObject(expired)
  }
})

test('a counter that stays or goes back is that of a copy', async () => {
  const ann = await createPersonWithPasskey('Ann')
  await signInWith(ann.device, newCaller(), { counter: 7 })

  for (const counter of [7, 6, 0]) {
    await expect(signInWith(ann.device, newCaller(), { counter })).rejects.toMatchObject(refused)
  }

  expect(await signInWith(ann.device, newCaller(), { counter: 8 })).toHaveProperty('session')
})

test('origin and relying party come from APP_URL', async () => {
  const { tenancy } = env()
  Object.assign(env(), { tenancy: { ...tenancy, origin: 'https://app.example.com:8443' } })
  onTestFinished(() => void Object.assign(env(), { tenancy }))

  expect((await startPasskeySignIn()).options).toMatchObject({
    rpId: 'app.example.com',
    userVerification: 'required',
  })
  const ann = await createPersonWithPasskey('Ann')
  const elsewhere = { origin: 'https://other.example.com:8443' }
  await expect(signInWith(ann.device, newCaller(), elsewhere)).rejects.toMatchObject(refused)
  expect(await signInWith(ann.device)).toHaveProperty('session')
})

test('a deleted account is found by its passkey, so that it can be restored', async () => {
  const ann = await createPersonWithPasskey('Ann')
  await asSystem('test', (tx) =>
    tx.update(users).set({ deletedAt: new Date() }).where(eq(users.id, ann.user.id)),
  )

  const { session } = await signInWith(ann.device)

  expect(session?.token).toBeTruthy()
  expect(await openSession(session?.token ?? '')).toBe(null)
})

test('attempts are throttled by network', async () => {
  const ann = await createPersonWithPasskey('Ann')
  const caller = newCaller()
  await throttle('passkey', { ...caller, points: 100 })

  await expect(signInWith(ann.device, caller)).rejects.toMatchObject({ code: 'rate_limited' })
  expect(await signInWith(ann.device)).toHaveProperty('session')
})

test('used challenges are kept until they expire', async () => {
  const ann = await createPersonWithPasskey('Ann')
  const { options, challenge } = await startPasskeySignIn()
  await signInWithPasskey({ challenge, response: ann.device.get(options) }, newCaller())
  const id = challenge.split('.')[0] ?? ''
  const find = () =>
    asSystem('test', (tx) => tx.select().from(usedChallenges).where(eq(usedChallenges.id, id)))

  await cleanUp()
  expect(await find()).toHaveLength(1)
  await asSystem('test', (tx) =>
    tx
      .update(usedChallenges)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(usedChallenges.id, id)),
  )
  await cleanUp()

  expect(await find()).toEqual([])
})

function sessionsOf({ id }: Actor) {
  return asSystem('test', (tx) => tx.select().from(sessions).where(eq(sessions.userId, id)))
}
