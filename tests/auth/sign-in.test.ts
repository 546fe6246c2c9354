import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { passwords, sessions, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { createAccount } from '@/lib/auth/accounts'
import { adapter } from '@/lib/auth/adapter'
import { hashPassword } from '@/lib/auth/password'
import { signIn } from '@/lib/auth/sign-in'
import { blockedStatements } from '../blocked'
import { newIpAddress, uniqueEmail } from '../factories'
import { cheapHash } from './cheap-hash'
import { medianTimes } from './elapsed'

// A real hash is slow on purpose, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const passwordHash = cheapHash('correct horse')

test('the right password opens a session for its owner', async () => {
  // Both have the same password: the address alone says whose account it is.
  const ann = await createPerson('Ann')
  const bob = await createPerson('Bob')

  const { user, session } = await signIn(
    { email: ann.email, password: 'correct horse' },
    newIpAddress(),
  )

  expect(user).toEqual(ann)
  const found = await adapter.getSessionAndUser?.(session.token)
  expect(found?.user.id).toBe(ann.id)
  expect(+(found?.session.expires ?? 0)).toBe(+session.expires)
  expect(await sessionsOf(bob)).toEqual([])
})

test('whatever is wrong, the answer is the same', async () => {
  const ann = await createPerson('Ann')
  const withoutPassword = await createPerson('Bob')
  await asSystem('test', (tx) =>
    tx.delete(passwords).where(eq(passwords.userId, withoutPassword.id)),
  )
  const unverified = { name: 'Cleo', email: uniqueEmail() }
  await asSystem('test', (tx) =>
    tx.insert(signUps).values({ ...unverified, passwordHash, expiresAt: new Date('2100-01-01') }),
  )

  const wrong = await refusal({ email: ann.email, password: 'wrong horse' })

  expect(wrong).toMatchObject({ code: 'invalid' })
  const password = 'correct horse'
  expect(await refusal({ email: uniqueEmail(), password })).toEqual(wrong)
  expect(await refusal({ email: withoutPassword.email, password })).toEqual(wrong)
  expect(await refusal({ email: unverified.email, password })).toEqual(wrong)
  expect(await sessionsOf(ann)).toEqual([])
  expect(await sessionsOf(withoutPassword)).toEqual([])
})

test("one person's password does not open another's account", async () => {
  const ann = await createPerson('Ann')
  const bob = await createPerson('Bob', cheapHash('battery staple'))

  const answer = await refusal({ email: bob.email, password: 'correct horse' })

  expect(answer).toMatchObject({ code: 'invalid' })
  expect(await sessionsOf(bob)).toEqual([])
  expect(await sessionsOf(ann)).toEqual([])
})

test('a password that is changed meanwhile opens no session', async () => {
  const ann = await createPerson('Ann')
  const attempts: ReturnType<typeof refusal>[] = []

  await asSystem('test', async (tx) => {
    const hash = cheapHash('battery staple')
    await tx.update(passwords).set({ hash }).where(eq(passwords.userId, ann.id))
    attempts.push(refusal({ email: ann.email, password: 'correct horse' }))
    expect(await blockedStatements(attempts)).toHaveLength(1)
  })

  expect(await attempts[0]).toMatchObject({ code: 'invalid' })
  expect(await sessionsOf(ann)).toEqual([])
})

test('an unknown address takes as long as a wrong password', async () => {
  const ann = await createPerson('Ann', await hashPassword('correct horse'))

  const [unknown, wrong] = await medianTimes(
    () => refusal({ email: uniqueEmail(), password: 'wrong horse' }),
    () => refusal({ email: ann.email, password: 'wrong horse' }),
  )

  expect(unknown).toBeGreaterThan(wrong / 4)
  expect(unknown).toBeLessThan(wrong * 4)
})

async function createPerson(name: string, hash = passwordHash) {
  const user = await asSystem('test', (tx) =>
    createAccount(tx, { name, email: uniqueEmail(), passwordHash: hash }),
  )
  if (!user) throw new Error('The address has an account.')
  return user
}

async function refusal(input: { email: string; password: string }) {
  const answer = await signIn(input, newIpAddress()).catch((error: unknown) => error)
  const { name, message, code } = answer as { name: string; message: string; code: string }
  return { name, message, code }
}

function sessionsOf(user: { id: string }) {
  return asSystem('test', (tx) => tx.select().from(sessions).where(eq(sessions.userId, user.id)))
}
