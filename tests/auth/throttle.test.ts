import { eq, like } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { passwordResets, passwords, sessions, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { requestPasswordReset, resetPassword } from '@/lib/auth/password-reset'
import { signIn } from '@/lib/auth/sign-in'
import { signUp } from '@/lib/auth/sign-up'
import { resetThrottle, throttle } from '@/lib/auth/throttle'
import { createUser, newIpAddress, uniqueEmail } from '../factories'
import { queueLength } from '../queue'
import { cheapHash } from './cheap-hash'

const refused = { code: 'rate_limited' }

test.each([
  { what: 'sign-in', perEmail: 10, wait: '15 minutes' },
  { what: 'sign-up', perEmail: 5, wait: '60 minutes' },
  { what: 'password-reset', perEmail: 5, wait: '60 minutes' },
  { what: 'invitation', perEmail: 10, wait: '24 hours' },
  { what: 'org', perEmail: 20, wait: '24 hours' },
] as const)('$what: an address has $perEmail attempts, from wherever', async (limit) => {
  const { what, perEmail, wait } = limit
  const email = uniqueEmail()
  const attempt = (address: string) => throttle(what, { email: address, ipAddress: newIpAddress() })
  await throttle(what, { email, points: perEmail - 1 })

  await attempt(email)
  await expect(attempt(email)).rejects.toMatchObject({
    ...refused,
    message: `Too many attempts. Try again in ${wait}.`,
  })
  await attempt(uniqueEmail())
})

test.each([
  { what: 'sign-in', perClient: 100 },
  { what: 'sign-up', perClient: 30 },
  { what: 'password-reset', perClient: 30 },
  { what: 'invitation', perClient: 200 },
  { what: 'org', perClient: 200 },
] as const)('$what: a client has $perClient attempts, at whatever addresses', async (limit) => {
  const { what, perClient } = limit
  const ipAddress = newIpAddress()
  const attempt = (from: string) => throttle(what, { email: uniqueEmail(), ipAddress: from })
  await throttle(what, { ipAddress, points: perClient - 1 })

  await attempt(ipAddress)
  await expect(attempt(ipAddress)).rejects.toMatchObject(refused)
  await attempt(newIpAddress())
})

test.each([
  {
    what: 'sign-up',
    attempt: (email: string, ipAddress: string) =>
      signUp({ name: 'Ann', email, password: 'correct horse' }, ipAddress),
  },
  { what: 'password-reset', attempt: requestPasswordReset },
] as const)('$what: what is refused leaves no row and no mail', async ({ what, attempt }) => {
  const email = uniqueEmail()
  const ipAddress = newIpAddress()
  await throttle(what, { email, points: 5 })
  await throttle(what, { ipAddress, points: 30 })
  const before = await queueLength()

  await expect(attempt(email, newIpAddress())).rejects.toMatchObject(refused)
  await expect(attempt(uniqueEmail(), ipAddress)).rejects.toMatchObject(refused)

  expect(await queueLength()).toBe(before)
  const rows = await asSystem('test', async (tx) => [
    ...(await tx.select().from(signUps)),
    ...(await tx.select().from(passwordResets)),
  ])
  expect(rows).toEqual([])
})

test('a client does not try links without end', async () => {
  const ipAddress = newIpAddress()
  await throttle('password-reset', { ipAddress, points: 30 })

  await expect(resetPassword('nonsense', 'correct horse', ipAddress)).rejects.toMatchObject(refused)
})

test('an attempt at several things counts as several', async () => {
  const ipAddress = newIpAddress()
  await throttle('invitation', { ipAddress, points: 150 })

  await throttle('invitation', { ipAddress, points: 50 })
  await expect(throttle('invitation', { ipAddress })).rejects.toMatchObject(refused)
})

test('attempts at one thing do not count for another', async () => {
  const by = { email: uniqueEmail(), ipAddress: newIpAddress() }
  for (let count = 0; count < 5; count++) await throttle('sign-up', by)
  await expect(throttle('sign-up', by)).rejects.toMatchObject(refused)

  await throttle('sign-in', by)
  await throttle('password-reset', by)
})

test('the message says how long it still takes, and then the way is free', async () => {
  const email = uniqueEmail()
  await throttle('sign-up', { email, points: 5 })

  await change(email, { expire: Date.now() + 30_000 })
  await expect(throttle('sign-up', { email })).rejects.toMatchObject({
    message: 'Too many attempts. Try again in a minute.',
  })
  await change(email, { expire: Date.now() + 90_000 })
  await expect(throttle('sign-up', { email })).rejects.toMatchObject({
    message: 'Too many attempts. Try again in 2 minutes.',
  })
  await change(email, { expire: Date.now() - 1000 })
  await throttle('sign-up', { email })
})

test('an attempt that fails is counted, and then not even the right password helps', async () => {
  const ann = await createPerson()
  const bob = await createPerson()
  await throttle('sign-in', { email: ann.email, points: 9 })

  await expect(trySignIn(ann, 'wrong')).rejects.toMatchObject({ code: 'invalid' })
  await expect(trySignIn(ann, 'correct horse')).rejects.toMatchObject(refused)

  const opened = await asSystem('test', (tx) =>
    tx.select().from(sessions).where(eq(sessions.userId, ann.id)),
  )
  expect(opened).toEqual([])
  await trySignIn(bob, 'correct horse')
})

test('a success forgives the failures before it, of that address only', async () => {
  const ann = await createPerson()
  const bob = await createPerson()
  for (const { email } of [ann, bob]) await throttle('sign-in', { email, points: 9 })

  await trySignIn(ann, 'correct horse')

  await throttle('sign-in', { email: ann.email, points: 10 })
  await expect(trySignIn(ann, 'correct horse')).rejects.toMatchObject(refused)
  await expect(trySignIn(bob, 'wrong')).rejects.toMatchObject({ code: 'invalid' })
  await expect(trySignIn(bob, 'wrong')).rejects.toMatchObject(refused)
})

test('forgiving an address forgives no client', async () => {
  const ipAddress = newIpAddress()
  const email = uniqueEmail()
  await throttle('sign-up', { ipAddress, points: 30 })

  await resetThrottle('sign-up', email)

  await expect(throttle('sign-up', { email, ipAddress })).rejects.toMatchObject(refused)
})

async function createPerson() {
  const user = await createUser()
  const hash = cheapHash('correct horse')
  await asSystem('test', (tx) =>
    tx.update(passwords).set({ hash }).where(eq(passwords.userId, user.id)),
  )
  return user
}

const trySignIn = ({ email }: { email: string }, password: string) =>
  signIn({ email, password }, newIpAddress())

function change(key: string, values: { expire: number }) {
  return asSystem('test', (tx) =>
    tx
      .update(rateLimits)
      .set(values)
      .where(like(rateLimits.key, `%${key}`)),
  )
}
