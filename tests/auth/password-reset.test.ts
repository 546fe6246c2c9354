import { eq, inArray } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { passwordResets, passwords, sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { adapter } from '@/lib/auth/adapter'
import { accountMails } from '@/lib/auth/emails'
import { verifyPassword } from '@/lib/auth/password'
import { requestPasswordReset, resetPassword } from '@/lib/auth/password-reset'
import { throttle } from '@/lib/auth/throttle'
import { signToken } from '@/lib/auth/tokens'
import { createUser, newIpAddress, startSession, uniqueEmail } from '../factories'
import { queuedMails } from '../queue'

// A real hash is slow on purpose, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const deadLink = { code: 'not_found' }

test('the link sets the password of its own account only, and says so by mail', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const before = await hashOf(bob)
  await requestPasswordReset(ann.email, newIpAddress())

  await resetPassword(await tokenFor(ann.email), 'battery staple', newIpAddress())

  expect(await verifyPassword('battery staple', await hashOf(ann))).toBe(true)
  expect(await hashOf(bob)).toBe(before)
  expect(await queuedMails(ann.id)).toEqual([{ mail: 'password-changed', id: ann.id }])
  expect(await queuedMails(bob.id)).toEqual([])
})

test('an account that had no password gets one', async () => {
  const ann = await createUser('Ann')
  await asSystem('test', (tx) => tx.delete(passwords).where(eq(passwords.userId, ann.id)))

  await resetPassword(await plantReset({ email: ann.email }), 'battery staple', newIpAddress())

  expect(await hashOf(ann)).toMatch(/^scrypt\$/)
})

test('the link works once', async () => {
  const ann = await createUser('Ann')
  const token = await plantReset({ email: ann.email })
  await resetPassword(token, 'battery staple', newIpAddress())
  const hash = await hashOf(ann)

  await expect(resetPassword(token, 'of Mallory', newIpAddress())).rejects.toMatchObject(deadLink)
  expect(await hashOf(ann)).toBe(hash)
})

test('a link that is used twice at once sets one password', async () => {
  const ann = await createUser('Ann')
  const token = await plantReset({ email: ann.email })

  const answers = await Promise.allSettled([
    resetPassword(token, 'battery staple', newIpAddress()),
    resetPassword(token, 'of Mallory', newIpAddress()),
  ])

  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('the link works for one hour', async () => {
  const ann = await createUser('Ann')
  await requestPasswordReset(ann.email, newIpAddress())
  const [reset] = await resetsOf(ann.email)
  const minutes = ((reset?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(59)
  expect(minutes).toBeLessThanOrEqual(60)

  const before = await hashOf(ann)
  const expired = await plantReset({ email: ann.email, expiresAt: new Date(Date.now() - 1000) })

  await expect(resetPassword(expired, 'battery staple', newIpAddress())).rejects.toMatchObject(
    deadLink,
  )
  expect(await hashOf(ann)).toBe(before)
})

test('a new password ends every session of that person, and nobody else’s', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const anns = [await startSession(ann.id), await startSession(ann.id)]
  const bobs = await startSession(bob.id)

  await resetPassword(await plantReset({ email: ann.email }), 'battery staple', newIpAddress())

  for (const { token } of anns) expect(await adapter.getSessionAndUser?.(token)).toBeNull()
  expect(await adapter.getSessionAndUser?.(bobs.token)).not.toBeNull()
  const left = await asSystem('test', (tx) =>
    tx
      .select()
      .from(sessions)
      .where(inArray(sessions.userId, [ann.id, bob.id])),
  )
  expect(left).toMatchObject([{ userId: bob.id }])
})

test('a new password ends the other links to that address, and to no other', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const [used, unused] = [
    await plantReset({ email: ann.email }),
    await plantReset({ email: ann.email }),
  ]
  await plantReset({ email: bob.email })

  await resetPassword(used, 'battery staple', newIpAddress())
  const hash = await hashOf(ann)

  await expect(resetPassword(unused, 'of Mallory', newIpAddress())).rejects.toMatchObject(deadLink)
  expect(await hashOf(ann)).toBe(hash)
  expect(await resetsOf(ann.email)).toEqual([])
  expect(await resetsOf(bob.email)).toHaveLength(1)
})

test('a new password forgives the attempts at the old one, and at no other', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  for (const { email } of [ann, bob]) await throttle('sign-in', { email, points: 10 })

  await resetPassword(await plantReset({ email: ann.email }), 'battery staple', newIpAddress())

  await throttle('sign-in', { email: ann.email })
  await expect(throttle('sign-in', { email: bob.email })).rejects.toMatchObject({
    code: 'rate_limited',
  })
})

test('for an unknown address the answer and the rows are those for a known one', async () => {
  const ann = await createUser('Ann')
  const unknown = uniqueEmail()

  const answers = [
    await requestPasswordReset(ann.email, newIpAddress()),
    await requestPasswordReset(unknown, newIpAddress()),
  ]

  expect(answers[0]).toEqual(answers[1])
  const rows = [await resetsOf(ann.email), await resetsOf(unknown)].flat()
  expect(rows).toHaveLength(2)
  for (const { id } of rows) expect(await queuedMails(id)).toEqual([{ mail: 'password-reset', id }])
  const mails = await Promise.all(rows.map(({ id }) => accountMails['password-reset'](id)))
  expect(mails[0]).toMatchObject({ to: ann.email, subject: 'Reset your Tenantry password' })
  expect(mails[1]).toBeNull()
})

test('a link to an unknown address opens nothing', async () => {
  const token = await plantReset({ email: uniqueEmail() })

  await expect(resetPassword(token, 'battery staple', newIpAddress())).rejects.toMatchObject(
    deadLink,
  )
})

test('what is stored does not open the link', async () => {
  const ann = await createUser('Ann')
  await requestPasswordReset(ann.email, newIpAddress())
  const [row] = await resetsOf(ann.email)
  if (!row) throw new Error('The reset is missing.')
  const [, mac = 'none'] = signToken('password-reset', row.id).split('.')

  expect(JSON.stringify([row, await queuedMails(row.id)])).not.toContain(mac)
})

test('a forged link changes nothing', async () => {
  const ann = await createUser('Ann')
  const before = await hashOf(ann)
  const [id = '', mac = ''] = (await plantReset({ email: ann.email })).split('.')

  const answers = await Promise.allSettled(
    [`${id}.${'A'.repeat(mac.length)}`, signToken('sign-up', id)].map((forged) =>
      resetPassword(forged, 'of Mallory', newIpAddress()),
    ),
  )

  for (const answer of answers) expect(answer).toMatchObject({ reason: deadLink })
  expect(await hashOf(ann)).toBe(before)
  expect(await resetsOf(ann.email)).toHaveLength(1)
})

async function plantReset(values: { email: string; expiresAt?: Date }) {
  const expiresAt = new Date(Date.now() + 60_000)
  const [row] = await asSystem('test', (tx) =>
    tx
      .insert(passwordResets)
      .values({ expiresAt, ...values })
      .returning({ id: passwordResets.id }),
  )
  return signToken('password-reset', row?.id ?? '')
}

async function tokenFor(email: string) {
  const [row] = await resetsOf(email)
  return signToken('password-reset', row?.id ?? '')
}

function resetsOf(email: string) {
  return asSystem('test', (tx) =>
    tx.select().from(passwordResets).where(eq(passwordResets.email, email)),
  )
}

async function hashOf(user: { id: string }) {
  const [row] = await asSystem('test', (tx) =>
    tx.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, user.id)),
  )
  return row?.hash ?? null
}
