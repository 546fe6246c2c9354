import { desc, eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { passwords, signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { accountMails } from '@/lib/auth/emails'
import { verifyPassword } from '@/lib/auth/password'
import { signUp, verifyEmail } from '@/lib/auth/sign-up'
import { throttle } from '@/lib/auth/throttle'
import { signToken } from '@/lib/auth/tokens'
import { createUser, newIpAddress, uniqueEmail } from '../factories'
import { queuedMails } from '../queue'
import { cheapHash } from './cheap-hash'

// A real hash is slow on purpose, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

const deadLink = { code: 'not_found' }
const passwordHash = cheapHash('correct horse')

test('opening the mail makes an account of the sign-up', async () => {
  const email = uniqueEmail()
  await signUp(
    { name: 'Ann', email, password: 'correct horse', returnTo: '/invitations' },
    newIpAddress(),
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

test('what is stored until then holds neither the password nor the token', async () => {
  const email = uniqueEmail()
  await signUp({ name: 'Ann', email, password: 'correct horse' }, newIpAddress())

  const [row] = await signUpsOf(email)
  if (!row) throw new Error('The sign-up is missing.')
  const queued = await queuedMails(row.id)
  const [, mac = 'none'] = signToken('sign-up', row.id).split('.')

  expect(queued).toEqual([{ mail: 'sign-up', id: row.id }])
  expect(JSON.stringify([row, queued])).not.toContain('correct horse')
  expect(JSON.stringify([row, queued])).not.toContain(mac)
  expect(row.passwordHash).toMatch(/^scrypt\$/)
  expect(row.expiresAt.getTime() - Date.now()).toBeGreaterThan(23 * HOUR)
  expect(row.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(24 * HOUR)
})

test('the link works once', async () => {
  const email = uniqueEmail()
  const token = await plantSignUp({ email })
  await verify(token)
  const account = await accountOf(email)

  await expect(verify(token)).rejects.toMatchObject(deadLink)
  expect(await accountOf(email)).toEqual(account)
})

test('an expired link makes no account', async () => {
  const email = uniqueEmail()
  const token = await plantSignUp({ email, expiresAt: new Date(Date.now() - 1000) })

  await expect(verify(token)).rejects.toMatchObject(deadLink)
  expect(await accountOf(email)).toBeUndefined()
})

test('a forged link makes no account and leaves the sign-up alone', async () => {
  const email = uniqueEmail()
  const token = await plantSignUp({ email })
  const before = await signUpsOf(email)
  const [id = '', mac = ''] = token.split('.')

  for (const forged of [
    id,
    `${id}.${'A'.repeat(mac.length)}`,
    signToken('password-reset', id),
    signToken('sign-up', id, 2),
    'nonsense',
  ]) {
    await expect(verify(forged)).rejects.toMatchObject(deadLink)
  }
  expect(await accountOf(email)).toBeUndefined()
  expect(await signUpsOf(email)).toEqual(before)
})

test('one sign-up does not open with the link of another', async () => {
  const ann = uniqueEmail()
  const bob = uniqueEmail()
  await plantSignUp({ email: ann })

  await verify(await plantSignUp({ email: bob }))

  expect(await accountOf(ann)).toBeUndefined()
  expect(await signUpsOf(ann)).toHaveLength(1)
  expect(await accountOf(bob)).toBeDefined()
})

test('for a known address the answer and the rows are those for a new one', async () => {
  const known = await createUser('Ann')
  const before = await accountOf(known.email)
  const email = uniqueEmail()

  const input = { name: 'Mallory', password: 'of my own choosing' }
  const answers = [
    await signUp({ ...input, email: known.email }, newIpAddress()),
    await signUp({ ...input, email }, newIpAddress()),
  ]

  expect(answers[0]).toEqual(answers[1])
  const [forKnown, ...more] = await signUpsOf(known.email)
  const [forNew] = await signUpsOf(email)
  if (!forKnown || !forNew) throw new Error('A sign-up is missing.')
  expect(more).toEqual([])
  expect(await queuedMails(forKnown.id)).toEqual([{ mail: 'sign-up', id: forKnown.id }])
  expect(await queuedMails(forNew.id)).toEqual([{ mail: 'sign-up', id: forNew.id }])
  expect(await accountOf(known.email)).toEqual(before)
})

test('only the mail tells whether the address was known', async () => {
  const known = await createUser('Ann')
  const email = uniqueEmail()
  const ids = {
    known: (await plantSignUp({ email: known.email })).split('.')[0] ?? '',
    new: (await plantSignUp({ email })).split('.')[0] ?? '',
  }

  expect(await accountMails['sign-up'](ids.known)).toMatchObject({
    to: known.email,
    subject: 'You already have a Tenantry account',
  })
  expect(await accountMails['sign-up'](ids.new)).toMatchObject({
    to: email,
    subject: 'Verify your email address',
  })
})

test('a sign-up for a known address never touches the account, even with its token', async () => {
  const known = await createUser('Ann')
  const before = await accountOf(known.email)
  const token = await plantSignUp({ email: known.email, name: 'Mallory' })

  await expect(verify(token)).rejects.toMatchObject(deadLink)

  expect(await accountOf(known.email)).toEqual(before)
})

test('of two sign-ups for one address, the one whose link is opened decides the password', async () => {
  const email = uniqueEmail()
  const other = uniqueEmail()
  const first = await plantSignUp({ email, name: 'Mallory', passwordHash: 'of Mallory' })
  const second = await plantSignUp({ email, name: 'Ann' })
  await plantSignUp({ email: other })

  await verify(second)

  expect(await accountOf(email)).toMatchObject({ name: 'Ann', hash: passwordHash })
  await expect(verify(first)).rejects.toMatchObject(deadLink)
  expect(await accountOf(email)).toMatchObject({ name: 'Ann', hash: passwordHash })
  expect(await signUpsOf(email)).toEqual([])
  expect(await signUpsOf(other)).toHaveLength(1)
})

test('a link that is opened twice at once makes one account', async () => {
  const token = await plantSignUp({ email: uniqueEmail() })

  const answers = await Promise.allSettled([verify(token), verify(token)])

  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(answers).toContainEqual({
    status: 'rejected',
    reason: expect.objectContaining(deadLink),
  })
})

test('the link opens nothing without the password of its sign-up', async () => {
  const email = uniqueEmail()
  const theirs = await plantSignUp({ email, passwordHash: cheapHash('of Mallory') })
  const own = await plantSignUp({ email })

  await expect(verify(theirs)).rejects.toMatchObject({ code: 'invalid', field: 'password' })
  expect(await accountOf(email)).toBeUndefined()

  await verify(own)
  expect(await accountOf(email)).toMatchObject({ hash: passwordHash })
})

test.each(['address', 'ipAddress'])('one %s does not sign up without end', async (one) => {
  const email = uniqueEmail()
  const ipAddress = newIpAddress()
  await throttle('sign-up', one === 'address' ? { email, points: 5 } : { ipAddress, points: 30 })

  const attempt = signUp({ name: 'Ann', email, password: 'correct horse' }, ipAddress)
  await expect(attempt).rejects.toMatchObject({ code: 'rate_limited' })
  expect(await signUpsOf(email)).toEqual([])
})

const verify = (token: string) => verifyEmail(token, 'correct horse', newIpAddress())

const HOUR = 60 * 60 * 1000

async function plantSignUp(values: Partial<typeof signUps.$inferInsert> & { email: string }) {
  const expiresAt = new Date(Date.now() + HOUR)
  const [row] = await asSystem('test', (tx) =>
    tx
      .insert(signUps)
      .values({ name: 'Ann', passwordHash, expiresAt, ...values })
      .returning({ id: signUps.id }),
  )
  return signToken('sign-up', row?.id ?? '')
}

async function tokenFor(email: string) {
  const [row] = await signUpsOf(email)
  return signToken('sign-up', row?.id ?? '')
}

function signUpsOf(email: string) {
  return asSystem('test', (tx) =>
    tx.select().from(signUps).where(eq(signUps.email, email)).orderBy(desc(signUps.createdAt)),
  )
}

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
