import { eq } from 'drizzle-orm'
import { expect, onTestFinished, test, vi } from 'vitest'
import { twoFactors } from '@/db/schema/system/two-factors'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import type { Actor } from '@/lib/auth/accounts'
import { replacePassword } from '@/lib/auth/password-reset'
import { env } from '@/lib/env'
import { findPendingSignIn } from '@/lib/two-factor/pending-sign-ins'
import { signInWithCode } from '@/lib/two-factor/sign-in-with-code'
import { disableTwoFactor, findTwoFactor } from '@/lib/two-factor/two-factor'
import { blockedStatements } from '../blocked'
import { newCaller, openSession, signedInCaller, startSession } from '../factories'
import { queuedMails } from '../queue'
import { createPersonWithTwoFactor, nextStep, startSignIn, stopClock } from './people'

stopClock()
vi.setConfig({ testTimeout: 60_000 })

const refused = { code: 'invalid', field: 'code' }
const ended = { code: 'not_found' }

test('a code completes the sign-in of its account, once', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const bob = await createPersonWithTwoFactor('Bob')
  const before = await sessionsOf(bob.user)
  const token = await startSignIn(ann.user)
  nextStep()

  const { session } = await signInWithCode(
    token,
    ` ${ann.code().replace(/^.{3}/, '$& ')}`,
    newCaller(),
  )

  expect(await openSession(session?.token ?? '')).toMatchObject({ user: { id: ann.user.id } })
  expect((await listSecurityEvents(ann.user)).events).toMatchObject([
    { action: 'session.create', data: { method: 'password', secondFactor: 'authenticator app' } },
    { action: 'two_factor.enable' },
  ])
  nextStep()
  await expect(signInWithCode(token, ann.code(), newCaller())).rejects.toMatchObject(ended)
  expect(await sessionsOf(ann.user)).toHaveLength(2)
  expect(await sessionsOf(bob.user)).toEqual(before)
})

test('a code cannot be used twice, not even at the same time, nor an earlier one after it', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const tokens = [await startSignIn(ann.user), await startSignIn(ann.user)]
  nextStep()
  const [code, earlier] = [ann.code(1), ann.code()]

  const results = await Promise.allSettled(
    tokens.map((token) => signInWithCode(token, code, newCaller())),
  )

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const open = tokens[results.findIndex(({ status }) => status === 'rejected')]
  const caller = await signedInCaller(ann.user)
  for (const used of [code, earlier]) {
    await expect(signInWithCode(open, used, newCaller())).rejects.toMatchObject(refused)
    await expect(disableTwoFactor(ann.user, { code: used }, caller)).rejects.toMatchObject(refused)
  }
  expect(await sessionsOf(ann.user)).toHaveLength(3)
})

test('the code that switched it on does not sign in', async () => {
  const ann = await createPersonWithTwoFactor('Ann')

  const attempt = signInWithCode(await startSignIn(ann.user), ann.code(), newCaller())

  await expect(attempt).rejects.toMatchObject(refused)
})

test('codes of another account and of other times are refused', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const bob = await createPersonWithTwoFactor('Bob')
  const token = await startSignIn(ann.user)
  nextStep()

  for (const code of [bob.code(), bob.recoveryCodes[0] ?? '', ann.code(-2), ann.code(2), '', '-']) {
    await expect(signInWithCode(token, code, newCaller())).rejects.toMatchObject(refused)
  }
  expect(await findPendingSignIn(token)).not.toBe(null)
  expect(await findTwoFactor(bob.user)).toMatchObject({ recoveryCodes: 10 })
})

test('a session is no pending sign-in, nor is the token of another purpose', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const { token } = await startSession(ann.user.id)

  for (const wrong of [token, '', undefined]) {
    await expect(signInWithCode(wrong, ann.code(1), newCaller())).rejects.toMatchObject(ended)
  }
})

test('a recovery code signs in once, is announced, and leaves the others', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const [code = '', other = ''] = ann.recoveryCodes
  const tokens = [await startSignIn(ann.user), await startSignIn(ann.user)]

  const results = await Promise.allSettled(
    tokens.map((token) => signInWithCode(token, code.toUpperCase(), newCaller())),
  )

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { events } = await listSecurityEvents(ann.user)
  expect(events).toHaveLength(3)
  for (const expected of [
    { action: 'session.create', data: { method: 'password', secondFactor: 'recovery code' } },
    { action: 'recovery_code.use', data: { left: '9' } },
  ]) {
    expect(events).toContainEqual(expect.objectContaining(expected))
  }
  expect(await queuedMails(ann.user.id)).toContainEqual(
    expect.objectContaining({ mail: 'recovery-code-used', to: ann.user.email, left: '9' }),
  )
  const token = await startSignIn(ann.user)
  await expect(signInWithCode(token, code, newCaller())).rejects.toMatchObject(refused)
  expect(await signInWithCode(token, other, newCaller())).toHaveProperty('session')
})

test('after ten failures in a network, the right code is refused there, and works elsewhere', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const token = await startSignIn(ann.user)
  const caller = newCaller()
  for (let failures = 0; failures < 10; failures++) {
    await expect(signInWithCode(token, '000000', caller)).rejects.toMatchObject(refused)
  }

  const limited = { code: 'rate_limited' }
  await expect(signInWithCode(token, ann.code(1), caller)).rejects.toMatchObject(limited)
  const [recoveryCode = ''] = ann.recoveryCodes
  await expect(signInWithCode(token, recoveryCode, caller)).rejects.toMatchObject(limited)
  expect(await signInWithCode(token, ann.code(1), newCaller())).toHaveProperty('session')
})

test('after 30 failures in a day, no new network can try', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const token = await startSignIn(ann.user)
  for (let failures = 0; failures < 30; failures++) {
    await expect(signInWithCode(token, '000000', newCaller())).rejects.toMatchObject(refused)
  }

  await expect(signInWithCode(token, ann.code(1), newCaller())).rejects.toMatchObject({
    code: 'rate_limited',
  })
})

test('a new password does not switch it off, and ends a session that begins meanwhile', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const token = await startSignIn(ann.user)
  const running: Promise<unknown>[] = []
  nextStep()

  await asSystem('test', async (tx) => {
    await tx.select().from(twoFactors).where(eq(twoFactors.userId, ann.user.id)).for('update')
    running.push(signInWithCode(token, ann.code(), newCaller()))
    expect(await blockedStatements(running)).toHaveLength(1)
    running.push(asSystem('test', (reset) => replacePassword(reset, ann.user, 'none')))
    while ((await blockedStatements(running)).length < 2);
  })
  expect(await Promise.all(running)).toMatchObject([{ session: {} }, undefined])

  expect(await sessionsOf(ann.user)).toEqual([])
  expect(await findTwoFactor(ann.user)).toMatchObject({ confirmedAt: expect.any(Date) })
})

test('after a change of AUTH_SECRET, a recovery code still signs in', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const before = env().AUTH_SECRET
  Object.assign(env(), { AUTH_SECRET: 'another secret of at least 32 characters' })
  onTestFinished(() => void Object.assign(env(), { AUTH_SECRET: before }))
  const token = await startSignIn(ann.user)

  await expect(signInWithCode(token, ann.code(1), newCaller())).rejects.toMatchObject(refused)
  const [recoveryCode = ''] = ann.recoveryCodes
  expect(await signInWithCode(token, recoveryCode, newCaller())).toHaveProperty('session')
})

function sessionsOf({ id }: Actor) {
  return asSystem('test', (tx) => tx.select().from(sessions).where(eq(sessions.userId, id)))
}
