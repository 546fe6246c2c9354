import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { emailLinks, passwords } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { changePassword } from '@/lib/account/password'
import { verifyPassword } from '@/lib/auth/password'
import { createUserWithPassword } from '../auth/users'
import { createUser, openSession, signedInCaller, startSession } from '../factories'
import { queuedMails } from '../queue'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const input = { currentPassword: 'correct horse', password: 'battery staple' }
const wrongPassword = { code: 'invalid', field: 'currentPassword' }

test('a change sets the password of the account only and sends a mail', async () => {
  const [ann, bob] = [await userWithPassword('Ann'), await userWithPassword('Bob')]

  await changePassword(ann, input, await signedInCaller(ann))

  expect(await verifyPassword('battery staple', await hashOf(ann))).toBe(true)
  expect(await verifyPassword('correct horse', await hashOf(bob))).toBe(true)
  expect(await queuedMails(ann.id)).toMatchObject([{ mail: 'password-changed', to: ann.email }])
  expect(await queuedMails(bob.id)).toEqual([])
})

test('a wrong current password changes nothing', async () => {
  const ann = await userWithPassword('Ann')
  const before = await hashOf(ann)

  const attempt = changePassword(
    ann,
    { ...input, currentPassword: 'wrong' },
    await signedInCaller(ann),
  )

  await expect(attempt).rejects.toMatchObject(wrongPassword)
  expect(await hashOf(ann)).toBe(before)
})

test('an account without a password gets none', async () => {
  const ann = await createUser('Ann')
  await asSystem('test', (tx) => tx.delete(passwords).where(eq(passwords.userId, ann.id)))

  await expect(changePassword(ann, input, await signedInCaller(ann))).rejects.toMatchObject(
    wrongPassword,
  )
  expect(await hashOf(ann)).toBe(null)
})

test('a change ends the other sessions and the reset links of the account', async () => {
  const [ann, bob] = [await userWithPassword('Ann'), await createUser('Bob')]
  const [here, other, ofBob] = [
    await startSession(ann.id),
    await startSession(ann.id),
    await startSession(bob.id),
  ]
  const expiresAt = new Date(Date.now() + 60_000)
  await asSystem('test', (tx) =>
    tx.insert(emailLinks).values({ purpose: 'password-reset', email: ann.email, expiresAt }),
  )

  await changePassword(ann, input, { ...(await signedInCaller(ann)), session: here.token })

  expect(await openSession(here.token)).not.toBe(null)
  expect(await openSession(other.token)).toBe(null)
  expect(await openSession(ofBob.token)).not.toBe(null)
  const left = await asSystem('test', (tx) =>
    tx.select().from(emailLinks).where(eq(emailLinks.email, ann.email)),
  )
  expect(left).toEqual([])
})

test('of two changes at the same time, one is made', async () => {
  const ann = await userWithPassword('Ann')

  const results = await Promise.allSettled([
    changePassword(ann, input, await signedInCaller(ann)),
    changePassword(ann, { ...input, password: 'chosen by Mallory' }, await signedInCaller(ann)),
  ])

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('wrong passwords are throttled like failed sign-ins', async () => {
  const ann = await userWithPassword('Ann')
  const caller = await signedInCaller(ann)
  const guess = () => changePassword(ann, { ...input, currentPassword: 'wrong' }, caller)
  for (let attempt = 1; attempt <= 10; attempt++) {
    await expect(guess()).rejects.toMatchObject(wrongPassword)
  }

  await expect(guess()).rejects.toMatchObject({ code: 'rate_limited' })
  await expect(changePassword(ann, input, await signedInCaller(ann))).rejects.toMatchObject({
    code: 'rate_limited',
  })
})

const userWithPassword = (name: string) => createUserWithPassword(name, input.currentPassword)

async function hashOf({ id }: { id: string }): Promise<string | null> {
  const [found] = await asSystem('test', (tx) =>
    tx.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, id)),
  )
  return found?.hash ?? null
}
