import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { emailLinks, passwords, sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Caller } from '@/lib/auth/accounts'
import { rememberDevice } from '@/lib/auth/devices'
import { resetPassword } from '@/lib/auth/password-reset'
import { signIn } from '@/lib/auth/sign-in'
import { signToken } from '@/lib/auth/tokens'
import { AppError } from '@/lib/errors'
import { throttle, throttleFailures } from '@/lib/throttle/throttle'
import { createUser, newCaller } from '../factories'
import { fastHash } from './fast-hash'

const invalid = { code: 'invalid' }
const rateLimited = { code: 'rate_limited' }

test('ten failures bar their own network from the email, and no one else', async () => {
  const [ann, bob] = [await createPerson(), await createPerson()]
  const stranger = newCaller()
  for (let count = 0; count < 10; count++) {
    await expect(tryPassword(ann, 'wrong', stranger)).rejects.toMatchObject(invalid)
  }

  await expect(tryPassword(ann, 'correct horse', stranger)).rejects.toMatchObject({
    ...rateLimited,
    message: 'Too many attempts. Try again in 15 minutes.',
  })
  expect(await sessionsOf(ann)).toEqual([])
  await tryPassword(bob, 'correct horse', stranger)
  await tryPassword(ann, 'correct horse')
})

test('failures in many networks bar unknown devices only', async () => {
  const [ann, bob] = [await createPerson(), await createPerson()]
  await throttle('sign-in', { email: ann.email, points: 50 })

  await expect(tryPassword(ann, 'correct horse')).rejects.toMatchObject(rateLimited)
  const devices = rememberDevice(undefined, ann.email)
  await tryPassword(ann, 'correct horse', { ...newCaller(), devices })
  const others = rememberDevice(undefined, bob.email)
  await expect(
    tryPassword(ann, 'correct horse', { ...newCaller(), devices: others }),
  ).rejects.toMatchObject(rateLimited)
})

test('failures of others in the same network do not bar a known device', async () => {
  const ann = await createPerson()
  const { ipAddress } = newCaller()
  await throttle('sign-in', { ipAddress, points: 100 })

  await expect(tryPassword(ann, 'correct horse', { ipAddress })).rejects.toMatchObject(rateLimited)
  const devices = rememberDevice(undefined, ann.email)
  await tryPassword(ann, 'correct horse', { ipAddress, devices })
})

test('a known device has ten failures, wherever it is', async () => {
  const ann = await createPerson()
  const devices = rememberDevice(undefined, ann.email)
  for (let count = 0; count < 10; count++) {
    const attempt = tryPassword(ann, 'wrong', { ...newCaller(), devices })
    await expect(attempt).rejects.toMatchObject(invalid)
  }

  const attempt = tryPassword(ann, 'correct horse', { ...newCaller(), devices })
  await expect(attempt).rejects.toMatchObject(rateLimited)
  const otherDevice = rememberDevice(undefined, ann.email)
  await tryPassword(ann, 'correct horse', { ...newCaller(), devices: otherDevice })
})

test('a successful sign-in forgets the failures of its email only', async () => {
  const [ann, bob] = [await createPerson(), await createPerson()]
  const caller = newCaller()
  for (const { email } of [ann, bob]) {
    await throttle('sign-in', { email, points: 40 })
    await throttle('sign-in', { email, ...caller, points: 9 })
  }

  await tryPassword(ann, 'correct horse', caller)

  await throttle('sign-in', { email: ann.email, ...caller, points: 10 })
  await throttle('sign-in', { email: ann.email, points: 40 })
  await expect(tryPassword(bob, 'wrong', caller)).rejects.toMatchObject(invalid)
  await expect(tryPassword(bob, 'correct horse', caller)).rejects.toMatchObject(rateLimited)
})

test('a new password forgets the failures of its email in all networks', async () => {
  const [ann, bob] = [await createPerson(), await createPerson()]
  const caller = newCaller()
  for (const { email } of [ann, bob]) {
    await throttle('sign-in', { email, points: 40 })
    await throttle('sign-in', { email, ...caller, points: 10 })
  }
  const [reset] = await asSystem('test', (tx) =>
    tx
      .insert(emailLinks)
      .values({ purpose: 'password-reset', email: ann.email, expiresAt: new Date('2100-01-01') })
      .returning({ id: emailLinks.id }),
  )

  await resetPassword(signToken('password-reset', reset?.id ?? ''), 'battery staple', newCaller())

  await tryPassword(ann, 'battery staple', caller)
  await expect(tryPassword(bob, 'correct horse', caller)).rejects.toMatchObject(rateLimited)
})

test('successful sign-ins do not use up the limit of their network', async () => {
  const people = [await createPerson(), await createPerson(), await createPerson()]
  const caller = newCaller()
  await throttle('sign-in', { ...caller, points: 99 })

  for (const ann of people) await tryPassword(ann, 'correct horse', caller)

  const [ann, bob] = [await createPerson(), await createPerson()]
  await expect(tryPassword(ann, 'wrong', caller)).rejects.toMatchObject(invalid)
  await expect(tryPassword(bob, 'correct horse', caller)).rejects.toMatchObject(rateLimited)
})

test('concurrent failures do not exceed the limit', async () => {
  const ann = await createPerson()
  const caller = newCaller()

  const results = await Promise.allSettled(
    Array.from({ length: 15 }, () => tryPassword(ann, 'wrong', caller)),
  )

  const codes = results.map((result) => result.status === 'rejected' && result.reason.code)
  expect(codes.filter((code) => code === 'invalid')).toHaveLength(10)
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(5)
})

test.each([
  { error: new AppError('rate_limited', 'The server is busy.') },
  { error: new Error('The database is down.') },
])('an attempt that ends with "$error.message" does not count', async ({ error }) => {
  const attempt = { ...newCaller(), email: 'ann@example.com' }
  for (let count = 0; count < 11; count++) {
    const failing = throttleFailures('sign-in', attempt, () => Promise.reject(error))
    await expect(failing).rejects.toBe(error)
  }
})

test.each([
  { one: '2001:db8:1:2::1', same: '2001:DB8:1:2:ffff::9', other: '2001:db8:1:3::1' },
  { one: '203.0.113.1', same: '::ffff:203.0.113.1', other: '203.0.113.2' },
  { one: '::ffff:198.51.100.1', same: '::ffff:c633:6401', other: '::ffff:198.51.100.2' },
])('$one and $same are one network, $other is another', async ({ one, same, other }) => {
  await throttle('sign-up', { ipAddress: one, points: 200 })

  await expect(throttle('sign-up', { ipAddress: same })).rejects.toMatchObject(rateLimited)
  await throttle('sign-up', { ipAddress: other })
})

/** Creates an account with the password "correct horse". */
async function createPerson() {
  const user = await createUser()
  const hash = fastHash('correct horse')
  await asSystem('test', (tx) =>
    tx.update(passwords).set({ hash }).where(eq(passwords.userId, user.id)),
  )
  return user
}

/** Signs in, from a new network by default. */
const tryPassword = (
  { email }: { email: string },
  password: string,
  caller: Caller = newCaller(),
) => signIn({ email, password }, caller)

/** The stored sessions of a user. */
function sessionsOf(user: { id: string }) {
  return asSystem('test', (tx) => tx.select().from(sessions).where(eq(sessions.userId, user.id)))
}
