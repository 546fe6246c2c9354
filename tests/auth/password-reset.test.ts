import { eq, inArray } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { emailLinks, passwords, sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { requireVerifiedEmail } from '@/lib/auth/accounts'
import { verifyPassword } from '@/lib/auth/password'
import { resetPassword } from '@/lib/auth/password-reset'
import { signToken } from '@/lib/auth/tokens'
import { findEmailLink, requestEmailLink } from '@/lib/email-links/email-links'
import { createUser, newCaller, openSession, startSession, uniqueEmail } from '../factories'
import { queuedMails } from '../queue'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const invalidLink = { code: 'not_found' }

test('the link sets the password of its account only and sends a mail', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const before = await hashOf(bob)
  await requestEmailLink('password-reset', { email: ann.email }, newCaller())

  await resetPassword(await tokenFor(ann.email), 'battery staple', newCaller())

  expect(await verifyPassword('battery staple', await hashOf(ann))).toBe(true)
  expect(await hashOf(bob)).toBe(before)
  expect(await queuedMails(ann.id)).toEqual([
    { mail: 'password-changed', to: ann.email, id: ann.id, name: 'Ann' },
  ])
  expect(await queuedMails(bob.id)).toEqual([])
})

test('an account without a password gets one', async () => {
  const ann = await createUser('Ann')
  await asSystem('test', (tx) => tx.delete(passwords).where(eq(passwords.userId, ann.id)))

  await resetPassword(await insertReset({ email: ann.email }), 'battery staple', newCaller())

  expect(await hashOf(ann)).toMatch(/^scrypt\$/)
})

test('the link works once', async () => {
  const ann = await createUser('Ann')
  const token = await insertReset({ email: ann.email })
  await resetPassword(token, 'battery staple', newCaller())
  const hash = await hashOf(ann)

  await expect(resetPassword(token, 'chosen by Mallory', newCaller())).rejects.toMatchObject(
    invalidLink,
  )
  expect(await hashOf(ann)).toBe(hash)
})

test('a link that is used twice at the same time sets one password', async () => {
  const ann = await createUser('Ann')
  const token = await insertReset({ email: ann.email })

  const results = await Promise.allSettled([
    resetPassword(token, 'battery staple', newCaller()),
    resetPassword(token, 'chosen by Mallory', newCaller()),
  ])

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('the link works for one hour', async () => {
  const ann = await createUser('Ann')
  await requestEmailLink('password-reset', { email: ann.email }, newCaller())
  const [reset] = await resetsOf(ann.email)
  const minutes = ((reset?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(59)
  expect(minutes).toBeLessThanOrEqual(60)

  const before = await hashOf(ann)
  const expired = await insertReset({ email: ann.email, expiresAt: new Date(Date.now() - 1000) })

  await expect(resetPassword(expired, 'battery staple', newCaller())).rejects.toMatchObject(
    invalidLink,
  )
  expect(await hashOf(ann)).toBe(before)
})

test('a new password ends all sessions of its account and no others', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const annSessions = [await startSession(ann.id), await startSession(ann.id)]
  const bobSession = await startSession(bob.id)

  await resetPassword(await insertReset({ email: ann.email }), 'battery staple', newCaller())

  for (const { token } of annSessions) expect(await openSession(token)).toBeNull()
  expect(await openSession(bobSession.token)).not.toBeNull()
  const left = await asSystem('test', (tx) =>
    tx
      .select()
      .from(sessions)
      .where(inArray(sessions.userId, [ann.id, bob.id])),
  )
  expect(left).toMatchObject([{ userId: bob.id }])
})

test('a new password invalidates the other links to the same email and no others', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const [used, unused] = [
    await insertReset({ email: ann.email }),
    await insertReset({ email: ann.email }),
  ]
  await insertReset({ email: bob.email })

  await resetPassword(used, 'battery staple', newCaller())
  const hash = await hashOf(ann)

  await expect(resetPassword(unused, 'chosen by Mallory', newCaller())).rejects.toMatchObject(
    invalidLink,
  )
  expect(await hashOf(ann)).toBe(hash)
  expect(await resetsOf(ann.email)).toEqual([])
  expect(await resetsOf(bob.email)).toHaveLength(1)
})

test('a new password verifies the email of its account only', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const isVerified = ({ id }: { id: string }) =>
    asSystem('test', (tx) => requireVerifiedEmail(tx, { id })).then(Boolean, () => false)
  await asSystem('test', (tx) =>
    tx
      .update(users)
      .set({ emailVerified: null })
      .where(inArray(users.id, [ann.id, bob.id])),
  )
  expect(await isVerified(ann)).toBe(false)

  const token = await insertReset({ email: ann.email })
  expect(await resetPassword(token, 'battery staple', newCaller())).toBe(ann.email)

  expect(await isVerified(ann)).toBe(true)
  expect(await isVerified(bob)).toBe(false)
})

test('known and unknown emails get the same result and the same rows', async () => {
  const ann = await createUser('Ann')
  const unknown = uniqueEmail()

  const results = [
    await requestEmailLink('password-reset', { email: ann.email }, newCaller()),
    await requestEmailLink('password-reset', { email: unknown }, newCaller()),
  ]

  expect(results[0]).toEqual(results[1])
  const rows = [await resetsOf(ann.email), await resetsOf(unknown)].flat()
  expect(rows).toHaveLength(2)
  const jobs = (await Promise.all(rows.map(({ id }) => queuedMails(id)))).flat()
  expect(jobs).toEqual([
    { mail: 'password-reset', to: ann.email, id: rows[0]?.id, name: 'Ann' },
    { mail: 'password-reset', to: unknown, id: rows[1]?.id, name: null },
  ])
})

test('a link for an email without an account is rejected', async () => {
  const token = await insertReset({ email: uniqueEmail() })

  await expect(resetPassword(token, 'battery staple', newCaller())).rejects.toMatchObject(
    invalidLink,
  )
})

test('the stored rows do not contain the token', async () => {
  const ann = await createUser('Ann')
  await requestEmailLink('password-reset', { email: ann.email }, newCaller())
  const [row] = await resetsOf(ann.email)
  if (!row) throw new Error('The reset is missing.')
  const [, mac = 'none'] = signToken('password-reset', row.id).split('.')

  expect(JSON.stringify([row, await queuedMails(row.id)])).not.toContain(mac)
})

test('a forged link does not change the password', async () => {
  const ann = await createUser('Ann')
  const before = await hashOf(ann)
  const [id = '', mac = ''] = (await insertReset({ email: ann.email })).split('.')

  const results = await Promise.allSettled(
    [`${id}.${'A'.repeat(mac.length)}`, signToken('sign-up', id)].map((forged) =>
      resetPassword(forged, 'chosen by Mallory', newCaller()),
    ),
  )

  for (const result of results) expect(result).toMatchObject({ reason: invalidLink })
  expect(await hashOf(ann)).toBe(before)
  expect(await resetsOf(ann.email)).toHaveLength(1)
})

test('a link is found until it expires or is used, and only by its token', async () => {
  const ann = await createUser('Ann')
  const token = await insertReset({ email: ann.email })
  const [id = ''] = token.split('.')
  for (const forged of [id, signToken('sign-up', id), 'nonsense', '']) {
    expect(await findEmailLink('password-reset', forged)).toBeNull()
  }
  const expired = await insertReset({ email: ann.email, expiresAt: new Date(Date.now() - 1000) })
  expect(await findEmailLink('password-reset', expired)).toBeNull()
  expect(await findEmailLink('password-reset', token)).toEqual({ email: ann.email, returnTo: null })

  await resetPassword(token, 'battery staple', newCaller())

  expect(await findEmailLink('password-reset', token)).toBeNull()
})

/** Inserts a password reset and returns its token. */
async function insertReset(values: { email: string; expiresAt?: Date }) {
  const expiresAt = new Date(Date.now() + 60_000)
  const [row] = await asSystem('test', (tx) =>
    tx
      .insert(emailLinks)
      .values({ purpose: 'password-reset', expiresAt, ...values })
      .returning({ id: emailLinks.id }),
  )
  return signToken('password-reset', row?.id ?? '')
}

/** The token of the first password reset for an email. */
async function tokenFor(email: string) {
  const [row] = await resetsOf(email)
  return signToken('password-reset', row?.id ?? '')
}

/** The stored password resets for an email. */
function resetsOf(email: string) {
  return asSystem('test', (tx) => tx.select().from(emailLinks).where(eq(emailLinks.email, email)))
}

/** The stored password hash of a user. */
async function hashOf(user: { id: string }) {
  const [row] = await asSystem('test', (tx) =>
    tx.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, user.id)),
  )
  return row?.hash ?? null
}
