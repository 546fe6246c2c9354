import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { passwords, sessions, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { createAccount } from '@/lib/auth/accounts'
import { hashPassword, verifyPassword } from '@/lib/auth/password'
import { signIn } from '@/lib/auth/sign-in'
import { blockedStatements } from '../blocked'
import { newCaller, openSession, startSession, uniqueEmail } from '../factories'
import { fastHash } from './fast-hash'
import { shortestTimes } from './timing'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const passwordHash = fastHash('correct horse')

test('the right password creates a session for its user only', async () => {
  // Both have the same password, so only the email identifies the account.
  const ann = await createPerson('Ann')
  const bob = await createPerson('Bob')

  const { user, session } = await signIn(
    { email: ann.email, password: 'correct horse' },
    newCaller(),
  )

  expect(user).toEqual(ann)
  const found = await openSession(session?.token ?? '')
  expect(found?.user.id).toBe(ann.id)
  expect(await sessionsOf(bob)).toEqual([])
})

test('signing in ends the session that the browser had, and a failed attempt does not', async () => {
  const ann = await createPerson('Ann')
  const bob = await createPerson('Bob')
  const input = { email: ann.email, password: 'correct horse' }
  const { token: session } = await startSession(bob.id)

  await expect(
    signIn({ ...input, password: 'wrong' }, { ...newCaller(), session }),
  ).rejects.toMatchObject({ code: 'invalid' })
  expect(await sessionsOf(bob)).toHaveLength(1)

  await signIn(input, { ...newCaller(), session })
  expect(await sessionsOf(bob)).toEqual([])
  expect(await sessionsOf(ann)).toHaveLength(1)
})

test('unknown email, wrong password, missing password and unverified email give the same error', async () => {
  const ann = await createPerson('Ann')
  const withoutPassword = await createPerson('Bob')
  await asSystem('test', (tx) =>
    tx.delete(passwords).where(eq(passwords.userId, withoutPassword.id)),
  )
  const unverified = { name: 'Cleo', email: uniqueEmail() }
  await asSystem('test', (tx) =>
    tx.insert(signUps).values({ ...unverified, passwordHash, expiresAt: new Date('2100-01-01') }),
  )

  const wrong = await signInError({ email: ann.email, password: 'wrong horse' })

  expect(wrong).toMatchObject({ code: 'invalid' })
  const password = 'correct horse'
  expect(await signInError({ email: uniqueEmail(), password })).toEqual(wrong)
  expect(await signInError({ email: withoutPassword.email, password })).toEqual(wrong)
  expect(await signInError({ email: unverified.email, password })).toEqual(wrong)
  expect(await sessionsOf(ann)).toEqual([])
  expect(await sessionsOf(withoutPassword)).toEqual([])
})

test("a user's password does not sign in to another account", async () => {
  const ann = await createPerson('Ann')
  const bob = await createPerson('Bob', fastHash('battery staple'))

  const error = await signInError({ email: bob.email, password: 'correct horse' })

  expect(error).toMatchObject({ code: 'invalid' })
  expect(await sessionsOf(bob)).toEqual([])
  expect(await sessionsOf(ann)).toEqual([])
})

test('a password that is changed during the sign-in creates no session', async () => {
  const ann = await createPerson('Ann')
  const attempts: ReturnType<typeof signInError>[] = []

  await asSystem('test', async (tx) => {
    const hash = fastHash('battery staple')
    await tx.update(passwords).set({ hash }).where(eq(passwords.userId, ann.id))
    attempts.push(signInError({ email: ann.email, password: 'correct horse' }))
    expect(await blockedStatements(attempts)).toHaveLength(1)
  })

  expect(await attempts[0]).toMatchObject({ code: 'invalid' })
  expect(await sessionsOf(ann)).toEqual([])
})

test('many attempts in one network do not delay a sign-in in another', async () => {
  const ann = await createPerson('Ann')
  const [busy, quiet] = [newCaller(), newCaller()]
  const slowHash = fastHash('correct horse', 2 ** 16)
  const attempts = Array.from({ length: 25 }, () =>
    verifyPassword('wrong', slowHash, busy.ipAddress),
  )
  const order: string[] = []

  const input = { email: ann.email, password: 'correct horse' }
  await Promise.all([
    signIn(input, busy).then(() => order.push('busy')),
    signIn(input, quiet).then(() => order.push('quiet')),
  ])

  expect(order).toEqual(['quiet', 'busy'])
  await Promise.all(attempts)
})

test('an unknown email takes as long as a wrong password', async () => {
  const ann = await createPerson('Ann', await hashPassword('correct horse'))

  const [unknown, wrong] = await shortestTimes(
    () => signInError({ email: uniqueEmail(), password: 'wrong horse' }),
    () => signInError({ email: ann.email, password: 'wrong horse' }),
  )

  expect(unknown).toBeGreaterThan(wrong / 4)
  expect(unknown).toBeLessThan(wrong * 4)
})

/** Creates an account with a password. */
async function createPerson(name: string, hash = passwordHash) {
  const user = await asSystem('test', (tx) =>
    createAccount(tx, { name, email: uniqueEmail(), passwordHash: hash }),
  )
  if (!user) throw new Error('The email already has an account.')
  return user
}

/** Signs in and returns what it throws. */
async function signInError(input: { email: string; password: string }) {
  const result = await signIn(input, newCaller()).catch((error: unknown) => error)
  const { name, message, code } = result as { name: string; message: string; code: string }
  return { name, message, code }
}

/** The stored sessions of a user. */
function sessionsOf(user: { id: string }) {
  return asSystem('test', (tx) => tx.select().from(sessions).where(eq(sessions.userId, user.id)))
}
