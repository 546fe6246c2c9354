import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { recoveryCodes, twoFactors } from '@/db/schema/system/two-factors'
import { passwords, sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import type { Actor } from '@/lib/auth/accounts'
import { signIn } from '@/lib/auth/sign-in'
import { findPendingSignIn } from '@/lib/two-factor/pending-sign-ins'
import { signInWithCode } from '@/lib/two-factor/sign-in-with-code'
import {
  disableTwoFactor,
  enableTwoFactor,
  findTwoFactor,
  replaceRecoveryCodes,
  setUpTwoFactor,
} from '@/lib/two-factor/two-factor'
import { createUserWithPassword } from '../auth/users'
import { newCaller, openSession, signedInCaller, startSession } from '../factories'
import { queuedMails } from '../queue'
import {
  authenticatorApp,
  createPersonWithTwoFactor,
  nextStep,
  PASSWORD,
  startSignIn,
  stopClock,
} from './people'

stopClock()
vi.setConfig({ testTimeout: 60_000 })

const refused = { code: 'invalid', field: 'code' }

test('a code of the app switches it on for this account only, and ends the other sessions', async () => {
  const [ann, bob] = [await createPerson('Ann'), await createPerson('Bob')]
  const [here, other] = [await startSession(ann.id), await startSession(ann.id)]
  const ofBob = await startSession(bob.id)
  const caller = { ...newCaller(), session: here.token }
  await setUpTwoFactor(ann, {}, caller)
  const { setup } = await findTwoFactor(ann)
  const code = authenticatorApp(setup?.secret)

  const codes = await enableTwoFactor(ann, { code: code() }, caller)

  expect(await findTwoFactor(ann)).toEqual({
    confirmedAt: new Date(),
    recoveryCodes: 10,
    setup: null,
  })
  expect(await findTwoFactor(bob)).toEqual({ confirmedAt: null, recoveryCodes: 0, setup: null })
  expect(new Set(codes).size).toBe(10)
  for (const one of codes) expect(one).toMatch(/^([0-9a-z]{4}-){3}[0-9a-z]{4}$/)
  expect(await openSession(here.token)).not.toBe(null)
  expect(await openSession(other.token)).toBe(null)
  expect(await openSession(ofBob.token)).not.toBe(null)
  expect(await actionsOf(ann)).toEqual(['two_factor.enable'])
  expect(await queuedMails(ann.id)).toMatchObject([{ mail: 'two-factor-on', to: ann.email }])
  expect(await queuedMails(bob.id)).toEqual([])
})

test('the database has neither the secret nor the recovery codes', async () => {
  const ann = await createPerson('Ann')
  const { token: session } = await startSession(ann.id)
  await setUpTwoFactor(ann, {}, { ...(await signedInCaller(ann)), session })
  const secret = (await findTwoFactor(ann)).setup?.secret ?? ''
  const code = authenticatorApp(secret)()
  const codes = await enableTwoFactor(ann, { code }, { ...(await signedInCaller(ann)), session })

  const stored = JSON.stringify(await rowsOf(ann))

  for (const text of [secret, ...codes, ...codes.map((one) => one.replaceAll('-', ''))]) {
    expect(stored).not.toContain(text)
  }
})

test('a wrong code leaves it off, as does the code of another set-up', async () => {
  const [ann, bob] = [await createPerson('Ann'), await createPerson('Bob')]
  await setUp(ann)
  const ofBob = authenticatorApp(await setUp(bob))

  for (const code of ['000000', ofBob(), 'abcdef', '']) {
    await expect(enableTwoFactor(ann, { code }, await signedInCaller(ann))).rejects.toMatchObject(
      refused,
    )
  }
  expect(await findTwoFactor(ann)).toMatchObject({ confirmedAt: null, recoveryCodes: 0 })
  expect(await signIn({ email: ann.email, password: PASSWORD }, newCaller())).toHaveProperty(
    'session',
  )
})

test('a set-up expires after 15 minutes, and a new one replaces it', async () => {
  const ann = await createPerson('Ann')
  const old = authenticatorApp(await setUp(ann))
  const createdAt = new Date(Date.now() - 15 * 60 * 1000)
  await asSystem('test', (tx) =>
    tx.update(twoFactors).set({ createdAt }).where(eq(twoFactors.userId, ann.id)),
  )

  expect((await findTwoFactor(ann)).setup).toBe(null)
  await expect(
    enableTwoFactor(ann, { code: old() }, await signedInCaller(ann)),
  ).rejects.toMatchObject({
    code: 'not_found',
  })
  const app = authenticatorApp(await setUp(ann))
  await expect(
    enableTwoFactor(ann, { code: old() }, await signedInCaller(ann)),
  ).rejects.toMatchObject(refused)
  expect(await enableTwoFactor(ann, { code: app() }, await signedInCaller(ann))).toHaveLength(10)
})

test('a set-up asks for the password, unless this person has just signed in', async () => {
  const [ann, bob] = [await createPerson('Ann'), await createPerson('Bob')]
  const { token: session } = await startSession(ann.id)
  await asSystem('test', (tx) =>
    tx
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - 11 * 60 * 1000) })
      .where(eq(sessions.userId, ann.id)),
  )
  const caller = { ...newCaller(), session }
  const wrong = { code: 'invalid', field: 'currentPassword' }

  await expect(setUpTwoFactor(ann, {}, caller)).rejects.toMatchObject(wrong)
  await expect(setUpTwoFactor(ann, { currentPassword: 'wrong' }, caller)).rejects.toMatchObject(
    wrong,
  )
  const ofBob = { ...newCaller(), session: (await startSession(bob.id)).token }
  await expect(setUpTwoFactor(ann, {}, ofBob)).rejects.toMatchObject(wrong)
  expect((await findTwoFactor(ann)).setup).toBe(null)

  await setUpTwoFactor(ann, { currentPassword: PASSWORD }, caller)
  expect((await findTwoFactor(ann)).setup).not.toBe(null)
})

test('without a password, it asks to sign in again', async () => {
  const ann = await createPerson('Ann')
  await asSystem('test', (tx) => tx.delete(passwords).where(eq(passwords.userId, ann.id)))

  await expect(setUpTwoFactor(ann, {}, newCaller())).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('while it is on, no other secret replaces the present one', async () => {
  const { user, code, session } = await createPersonWithTwoFactor('Ann')

  const attempt = setUpTwoFactor(user, {}, { ...(await signedInCaller(user)), session })

  await expect(attempt).rejects.toMatchObject({ code: 'conflict' })
  nextStep()
  const token = await startSignIn(user)
  expect(await signInWithCode(token, code(), newCaller())).toHaveProperty('session.token')
})

test('new recovery codes take a code and replace the earlier ones', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const bob = await createPersonWithTwoFactor('Bob')
  const before = await rowsOf(bob.user)
  const [old = ''] = ann.recoveryCodes

  await expect(
    replaceRecoveryCodes(
      ann.user,
      { code: bob.recoveryCodes[0] ?? '' },
      await signedInCaller(ann.user),
    ),
  ).rejects.toMatchObject(refused)
  const codes = await replaceRecoveryCodes(
    ann.user,
    { code: ann.code(1) },
    await signedInCaller(ann.user),
  )

  await expect(
    replaceRecoveryCodes(ann.user, { code: old }, await signedInCaller(ann.user)),
  ).rejects.toMatchObject(refused)
  expect(codes).toHaveLength(10)
  expect(codes).not.toContain(old)
  expect(await actionsOf(ann.user)).toEqual(['recovery_code.replace', 'two_factor.enable'])
  expect(await rowsOf(bob.user)).toEqual(before)
})

test('switching off takes a code, and ends it for this account only', async () => {
  const ann = await createPersonWithTwoFactor('Ann')
  const bob = await createPersonWithTwoFactor('Bob')
  const token = await startSignIn(ann.user)

  await expect(
    disableTwoFactor(ann.user, { code: bob.code(1) }, await signedInCaller(ann.user)),
  ).rejects.toMatchObject(refused)
  await disableTwoFactor(ann.user, { code: ann.code(1) }, await signedInCaller(ann.user))

  expect(await rowsOf(ann.user)).toEqual([[], []])
  expect(await findPendingSignIn(token)).toBe(null)
  expect(await findTwoFactor(bob.user)).toMatchObject({ confirmedAt: expect.any(Date) })
  const { session } = await signIn({ email: ann.user.email, password: PASSWORD }, newCaller())
  expect(session).toBeDefined()
  expect(await actionsOf(ann.user)).toContain('two_factor.disable')
  expect(await queuedMails(ann.user.id)).toContainEqual(
    expect.objectContaining({ mail: 'two-factor-off', to: ann.user.email }),
  )
})

test('a recovery code switches it off too', async () => {
  const { user, recoveryCodes: codes } = await createPersonWithTwoFactor('Ann')

  await disableTwoFactor(user, { code: codes[0] ?? '' }, await signedInCaller(user))

  expect(await rowsOf(user)).toEqual([[], []])
})

const createPerson = (name: string) => createUserWithPassword(name, PASSWORD)

/** Returns the secret. */
async function setUp(user: Actor) {
  const { token: session } = await startSession(user.id)
  await setUpTwoFactor(user, {}, { ...(await signedInCaller(user)), session })
  return (await findTwoFactor(user)).setup?.secret
}

async function actionsOf(user: Actor) {
  return (await listSecurityEvents(user)).events.map(({ action }) => action)
}

function rowsOf({ id }: Actor) {
  return asSystem('test', async (tx) => [
    await tx.select().from(twoFactors).where(eq(twoFactors.userId, id)),
    await tx.select().from(recoveryCodes).where(eq(recoveryCodes.userId, id)),
  ])
}
