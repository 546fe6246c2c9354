import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { passwords, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { verifyPassword } from '@/lib/auth/password'
import { signUp } from '@/lib/auth/sign-up'
import { signToken } from '@/lib/auth/tokens'
import { throttle } from '@/lib/throttle/throttle'
import { createUser, newCaller, newIpAddress, uniqueEmail } from '../factories'
import { queuedMails } from '../queue'
import { fastHash } from './fast-hash'
import { HOUR, insertSignUp, passwordHash, signUpsOf, verify } from './sign-ups'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const invalidLink = { code: 'not_found' }

test('the link in the mail turns a sign-up into an account', async () => {
  const email = uniqueEmail()
  await signUp(
    { name: 'Ann', email, password: 'correct horse', returnTo: '/invitations' },
    newCaller(),
  )
  expect(await accountOf(email)).toBeUndefined()

  expect(await verify(await tokenFor(email))).toMatchObject({
    returnTo: '/invitations',
    user: { name: 'Ann', email },
    session: { token: expect.any(String) },
  })

  const account = await accountOf(email)
  expect(account).toMatchObject({ name: 'Ann', emailVerified: expect.any(Date) })
  expect(await verifyPassword('correct horse', account?.hash ?? null)).toBe(true)
})

test('a pending sign-up stores neither the password nor the token', async () => {
  const email = uniqueEmail()
  await signUp({ name: 'Ann', email, password: 'correct horse' }, newCaller())

  const [row] = await signUpsOf(email)
  if (!row) throw new Error('The sign-up is missing.')
  const queued = await queuedMails(row.id)
  const [, mac = 'none'] = signToken('sign-up', row.id).split('.')

  expect(queued).toEqual([
    { mail: 'sign-up', to: email, id: row.id, name: 'Ann', hasAccount: false },
  ])
  expect(JSON.stringify([row, queued])).not.toContain('correct horse')
  expect(JSON.stringify([row, queued])).not.toContain(mac)
  expect(row.passwordHash).toMatch(/^scrypt\$/)
  expect(row.expiresAt.getTime() - Date.now()).toBeGreaterThan(23 * HOUR)
  expect(row.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(24 * HOUR)
})

test('the link works once', async () => {
  const email = uniqueEmail()
  const token = await insertSignUp({ email })
  await verify(token)
  const account = await accountOf(email)

  await expect(verify(token)).rejects.toMatchObject(invalidLink)
  expect(await accountOf(email)).toEqual(account)
})

test('an expired link creates no account', async () => {
  const email = uniqueEmail()
  const token = await insertSignUp({ email, expiresAt: new Date(Date.now() - 1000) })

  await expect(verify(token)).rejects.toMatchObject(invalidLink)
  expect(await accountOf(email)).toBeUndefined()
})

test('a forged link creates no account and does not change the sign-up', async () => {
  const email = uniqueEmail()
  const token = await insertSignUp({ email })
  const before = await signUpsOf(email)
  const [id = '', mac = ''] = token.split('.')

  for (const forged of [
    id,
    `${id}.${'A'.repeat(mac.length)}`,
    signToken('password-reset', id),
    signToken('sign-up', id, 2),
    'nonsense',
  ]) {
    await expect(verify(forged)).rejects.toMatchObject(invalidLink)
  }
  expect(await accountOf(email)).toBeUndefined()
  expect(await signUpsOf(email)).toEqual(before)
})

test('the link of one sign-up does not verify another', async () => {
  const ann = uniqueEmail()
  const bob = uniqueEmail()
  await insertSignUp({ email: ann })

  await verify(await insertSignUp({ email: bob }))

  expect(await accountOf(ann)).toBeUndefined()
  expect(await signUpsOf(ann)).toHaveLength(1)
  expect(await accountOf(bob)).toBeDefined()
})

test('known and new emails get the same result and the same rows', async () => {
  const known = await createUser('Ann')
  const before = await accountOf(known.email)
  const email = uniqueEmail()

  const input = { name: 'Mallory', password: 'chosen by Mallory' }
  const results = [
    await signUp({ ...input, email: known.email }, newCaller()),
    await signUp({ ...input, email }, newCaller()),
  ]

  expect(results).toEqual([expect.any(String), expect.any(String)])
  const [forKnown, ...more] = await signUpsOf(known.email)
  const [forNew] = await signUpsOf(email)
  if (!forKnown || !forNew) throw new Error('A sign-up is missing.')
  expect(more).toEqual([])
  const mail = { mail: 'sign-up', name: 'Mallory' }
  expect(await queuedMails(forKnown.id)).toEqual([
    { ...mail, to: known.email, id: forKnown.id, hasAccount: true },
  ])
  expect(await queuedMails(forNew.id)).toEqual([
    { ...mail, to: email, id: forNew.id, hasAccount: false },
  ])
  expect(await accountOf(known.email)).toEqual(before)
})

test('a sign-up for a known email cannot change its account, even with the token', async () => {
  const known = await createUser('Ann')
  const before = await accountOf(known.email)
  const token = await insertSignUp({ email: known.email, name: 'Mallory' })

  await expect(verify(token)).rejects.toMatchObject(invalidLink)

  expect(await accountOf(known.email)).toEqual(before)
})

test('the account gets the password of the sign-up whose link was opened', async () => {
  const email = uniqueEmail()
  const other = uniqueEmail()
  const first = await insertSignUp({ email, name: 'Mallory', passwordHash: 'chosen by Mallory' })
  const second = await insertSignUp({ email, name: 'Ann' })
  await insertSignUp({ email: other })

  await verify(second)

  expect(await accountOf(email)).toMatchObject({ name: 'Ann', hash: passwordHash })
  await expect(verify(first)).rejects.toMatchObject(invalidLink)
  expect(await accountOf(email)).toMatchObject({ name: 'Ann', hash: passwordHash })
  expect(await signUpsOf(email)).toEqual([])
  expect(await signUpsOf(other)).toHaveLength(1)
})

test('a link that is opened twice at the same time creates one account', async () => {
  const token = await insertSignUp({ email: uniqueEmail() })

  const results = await Promise.allSettled([verify(token), verify(token)])

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(results).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining(invalidLink),
  })
})

test('the link works only with the password of its sign-up', async () => {
  const email = uniqueEmail()
  const foreign = await insertSignUp({ email, passwordHash: fastHash('chosen by Mallory') })
  const own = await insertSignUp({ email })

  await expect(verify(foreign)).rejects.toMatchObject({ code: 'invalid', field: 'password' })
  expect(await accountOf(email)).toBeUndefined()

  await verify(own)
  expect(await accountOf(email)).toMatchObject({ hash: passwordHash })
})

test.each(['email', 'ipAddress'])('sign-ups are throttled by %s', async (key) => {
  const email = uniqueEmail()
  const ipAddress = newIpAddress()
  await throttle('sign-up', key === 'email' ? { email, points: 5 } : { ipAddress, points: 200 })

  const attempt = signUp({ name: 'Ann', email, password: 'correct horse' }, { ipAddress })
  await expect(attempt).rejects.toMatchObject({ code: 'rate_limited' })
  expect(await signUpsOf(email)).toEqual([])
})

/** The token of the latest sign-up for an email. */
async function tokenFor(email: string) {
  const [row] = await signUpsOf(email)
  return signToken('sign-up', row?.id ?? '')
}

/** The stored account of an email, with its password hash. */
async function accountOf(email: string) {
  const [account] = await asSystem('test', (tx) =>
    tx
      .select({
        id: users.id,
        name: users.name,
        emailVerified: users.emailVerified,
        hash: passwords.hash,
        passwordSince: passwords.updatedAt,
      })
      .from(users)
      .leftJoin(passwords, eq(passwords.userId, users.id))
      .where(eq(users.email, email)),
  )
  return account
}
