import { like } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { emailLinks, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Caller } from '@/lib/auth/accounts'
import { resetPassword } from '@/lib/auth/password-reset'
import { signUp } from '@/lib/auth/sign-up'
import { requestEmailLink } from '@/lib/email-links/email-links'
import { signInByLink } from '@/lib/email-links/sign-in-link'
import { throttle } from '@/lib/throttle/throttle'
import { newCaller, newIpAddress, uniqueEmail } from '../factories'
import { queueLength } from '../queue'

const rateLimited = { code: 'rate_limited' }

test.each([
  { action: 'sign-in', perEmail: 50, wait: '60 minutes' },
  { action: 'sign-up', perEmail: 5, wait: '60 minutes' },
  { action: 'password-reset', perEmail: 5, wait: '60 minutes' },
  { action: 'invitation', perEmail: 10, wait: '24 hours' },
  { action: 'org', perEmail: 20, wait: '24 hours' },
] as const)('$action: an email has $perEmail attempts from all networks', async (limit) => {
  const { action, perEmail, wait } = limit
  const email = uniqueEmail()
  const attempt = (email: string) => throttle(action, { email, ipAddress: newIpAddress() })
  await throttle(action, { email, points: perEmail - 1 })

  await attempt(email)
  await expect(attempt(email)).rejects.toMatchObject({
    ...rateLimited,
    message: `Too many attempts. Try again in ${wait}.`,
  })
  await attempt(uniqueEmail())
})

test.each([
  { action: 'sign-in', perNetwork: 100 },
  { action: 'sign-up', perNetwork: 200 },
  { action: 'password-reset', perNetwork: 100 },
  { action: 'sign-in-link', perNetwork: 100 },
  { action: 'invitation', perNetwork: 1000 },
] as const)('$action: a network has $perNetwork attempts for all emails', async (limit) => {
  const { action, perNetwork } = limit
  const ipAddress = newIpAddress()
  const attempt = (ipAddress: string) => throttle(action, { email: uniqueEmail(), ipAddress })
  await throttle(action, { ipAddress, points: perNetwork - 1 })

  await attempt(ipAddress)
  await expect(attempt(ipAddress)).rejects.toMatchObject(rateLimited)
  await attempt(newIpAddress())
})

test.each([
  {
    action: 'sign-up',
    attempt: (email: string, caller: Caller) =>
      signUp({ name: 'Ann', email, password: 'correct horse' }, caller),
  },
  {
    action: 'password-reset',
    attempt: (email: string, caller: Caller) =>
      requestEmailLink('password-reset', { email }, caller),
  },
  {
    action: 'sign-in-link',
    attempt: (email: string, caller: Caller) => requestEmailLink('sign-in-link', { email }, caller),
  },
] as const)(
  '$action: a throttled attempt leaves no row and no mail',
  async ({ action, attempt }) => {
    const email = uniqueEmail()
    const ipAddress = newIpAddress()
    await throttle(action, { email, points: 5 })
    await throttle(action, { ipAddress, points: 200 }).catch(() => {})
    const before = await queueLength()

    await expect(attempt(email, newCaller())).rejects.toMatchObject(rateLimited)
    await expect(attempt(uniqueEmail(), { ipAddress })).rejects.toMatchObject(rateLimited)

    expect(await queueLength()).toBe(before)
    const rows = await asSystem('test', async (tx) => [
      ...(await tx.select().from(signUps)),
      ...(await tx.select().from(emailLinks)),
    ])
    expect(rows).toEqual([])
  },
)

test('attempts to use reset links are throttled by IP address', async () => {
  const ipAddress = newIpAddress()
  await throttle('password-reset', { ipAddress, points: 100 })

  await expect(resetPassword('nonsense', 'correct horse', { ipAddress })).rejects.toMatchObject(
    rateLimited,
  )
})

test('attempts to use sign-in links are throttled by IP address', async () => {
  const ipAddress = newIpAddress()
  await throttle('sign-in-link', { ipAddress, points: 100 })

  await expect(signInByLink('nonsense', { ipAddress })).rejects.toMatchObject(rateLimited)
})

test('an attempt with several points counts several times', async () => {
  const ipAddress = newIpAddress()
  await throttle('invitation', { ipAddress, points: 950 })

  await throttle('invitation', { ipAddress, points: 50 })
  await expect(throttle('invitation', { ipAddress })).rejects.toMatchObject(rateLimited)
})

test('attempts at one action do not count for another', async () => {
  const keys = { email: uniqueEmail(), ipAddress: newIpAddress() }
  for (let count = 0; count < 5; count++) await throttle('sign-up', keys)
  await expect(throttle('sign-up', keys)).rejects.toMatchObject(rateLimited)

  await throttle('sign-in', keys)
  await throttle('password-reset', keys)
})

test('the message contains the remaining time, after which attempts are allowed', async () => {
  const email = uniqueEmail()
  await throttle('sign-up', { email, points: 5 })

  await updateLimit(email, { expire: Date.now() + 30_000 })
  await expect(throttle('sign-up', { email })).rejects.toMatchObject({
    message: 'Too many attempts. Try again in a minute.',
  })
  await updateLimit(email, { expire: Date.now() + 90_000 })
  await expect(throttle('sign-up', { email })).rejects.toMatchObject({
    message: 'Too many attempts. Try again in 2 minutes.',
  })
  await updateLimit(email, { expire: Date.now() - 1000 })
  await throttle('sign-up', { email })
})

/** Changes the counters of an email or IP address. */
function updateLimit(key: string, values: { expire: number }) {
  return asSystem('test', (tx) =>
    tx
      .update(rateLimits)
      .set(values)
      .where(like(rateLimits.key, `%${key}`)),
  )
}
