import { randomBytes, randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { sessions, signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { endSession } from '@/lib/auth/cookies'
import { currentUser } from '@/lib/auth/guards'
import { createSession, extendSession, hashSessionToken, sessionCookie } from '@/lib/auth/sessions'
import { verifyEmail } from '@/lib/auth/sign-up'
import { signToken } from '@/lib/auth/tokens'
import { cleanUp } from '@/lib/jobs/clean-up'
import { createUser, newCaller, openSession, startSession, uniqueEmail } from '../factories'
import { asLogin } from '../queue'
import { fastHash } from './fast-hash'

// There is no request here.
const request = vi.hoisted(() => ({ cookies: new Map<string, string>(), headers: {} }))
vi.mock('next/headers', () => ({
  headers: async () => new Headers(request.headers),
  cookies: async () => ({
    get: (name: string) => ({ value: request.cookies.get(name) }),
    delete: ({ name }: { name: string }) => request.cookies.delete(name),
  }),
}))

const DAY = 24 * 60 * 60 * 1000
const { name } = sessionCookie()

beforeEach(() => request.cookies.clear())

test('a token finds its session and its user', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const { token } = await startSession(ann.id)
  await startSession(bob.id)

  const { id, name, email } = ann
  expect(await openSession(token)).toMatchObject({ user: { id, name, email } })
})

test('an unknown token, a stored hash and no token find no session', async () => {
  const { token } = await startSession((await createUser('Ann')).id)

  for (const other of [randomBytes(32).toString('base64url'), hashSessionToken(token), '']) {
    expect(await openSession(other)).toBeNull()
    request.cookies.set(name, other)
    expect(await currentUser()).toBeNull()
  }
  request.cookies.clear()
  expect(await currentUser()).toBeNull()
})

test('scripts and other sites cannot read the session cookie', () => {
  expect(sessionCookie()).toEqual({
    name: 'app-3000.session',
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure: false },
  })
})

test('a session ends after thirty days without use', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const { token } = await startSession(ann.id)
  const other = await startSession(bob.id)
  await setDates(ann, { createdAt: daysAgo(31), expires: daysAgo(0.01) })
  await setDates(bob, { createdAt: daysAgo(31), expires: daysAgo(-0.01) })

  request.cookies.set(name, token)
  expect(await currentUser()).toBeNull()
  request.cookies.set(name, other.token)
  expect(await currentUser()).toMatchObject({ id: bob.id })
})

test('a session that is used is extended to thirty days, with who used it, and no other is', async () => {
  const ann = await createUser('Ann')
  const { token, expires } = await startSession(ann.id)
  await startSession(ann.id)
  const old = { createdAt: daysAgo(29), lastSeenAt: daysAgo(29), expires: daysAgo(-1) }
  await setDates(ann, old)
  request.cookies.set(name, token)
  request.headers = { 'x-forwarded-for': '203.0.113.9', 'user-agent': 'Firefox' }

  expect(await currentUser()).toMatchObject({ id: ann.id })

  const stored = await sessionsOf(ann)
  const [used, ...others] = stored.sort((a, b) => +b.lastSeenAt - +a.lastSeenAt)
  expect(used).toMatchObject({ ipAddress: '203.0.113.9', userAgent: 'Firefox' })
  expect(daysUntil(used?.lastSeenAt)).toBeCloseTo(0, 2)
  expect(daysUntil(used?.expires)).toBeCloseTo(30, 2)
  expect(daysUntil(expires)).toBeCloseTo(30, 2)
  expect(others).toMatchObject([{ ...old, userAgent: null }])
})

test('a session ends ninety days after the sign-in, even if it is used', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const { token } = await startSession(ann.id)
  const young = await startSession(bob.id)
  await setDates(ann, { createdAt: daysAgo(90), expires: daysAgo(-29) })
  await setDates(bob, { createdAt: daysAgo(89), expires: daysAgo(-29) })

  request.cookies.set(name, token)
  expect(await currentUser()).toBeNull()
  request.cookies.set(name, young.token)
  expect(await currentUser()).toMatchObject({ id: bob.id })

  await cleanUp()
  expect(await sessionsOf(ann)).toEqual([])
  expect(await sessionsOf(bob)).toHaveLength(1)
})

test('a database error is not a sign-out', async () => {
  const ann = await createUser('Ann')
  request.cookies.set(name, (await startSession(ann.id)).token)
  await asLogin('revoke select on sessions from app_system')
  onTestFinished(async () => void (await asLogin('grant select on sessions to app_system')))

  await expect(currentUser()).rejects.toMatchObject({ cause: { code: '42501' } })
})

test('a session is extended at most once an hour, also by requests at the same time', async () => {
  const ann = await createUser('Ann')
  const { token } = await startSession(ann.id)
  const dates = { createdAt: daysAgo(85), lastSeenAt: daysAgo(0.9 / 24), expires: daysAgo(-29.9) }
  await setDates(ann, dates)
  request.cookies.set(name, token)

  expect(await currentUser()).toMatchObject({ id: ann.id })

  expect(await sessionsOf(ann)).toMatchObject([dates])
  const stale = { user: ann, lastSeenAt: daysAgo(2) }
  await extendSession({ ...newCaller(), session: token }, stale)
  expect(await sessionsOf(ann)).toMatchObject([dates])
})

test('a new session ends the one that the browser had, of any account, and no other', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const had = await startSession(ann.id)
  await startSession(ann.id)

  await asSystem('test', (tx) => createSession(tx, bob.id, { ...newCaller(), session: had.token }))

  expect(await sessionsOf(ann)).toHaveLength(1)
  expect(await sessionsOf(bob)).toHaveLength(1)
  request.cookies.set(name, had.token)
  expect(await currentUser()).toBeNull()
})

test('verifying an email ends the session that the browser had', async () => {
  const ann = await createUser('Ann')
  const { token: session } = await startSession(ann.id)
  const id = randomUUID()
  const signUp = { name: 'Bob', email: uniqueEmail(), passwordHash: fastHash('correct horse') }
  await asSystem('test', (tx) =>
    tx.insert(signUps).values({ ...signUp, id, expiresAt: daysAgo(-1) }),
  )

  await verifyEmail(signToken('sign-up', id), 'correct horse', { ...newCaller(), session })

  expect(await sessionsOf(ann)).toEqual([])
})

test('a session that could not be created leaves the one that the browser had', async () => {
  const ann = await createUser('Ann')
  const had = await startSession(ann.id)
  const nobody = '00000000-0000-4000-8000-000000000000'

  await expect(
    asSystem('test', (tx) => createSession(tx, nobody, { ...newCaller(), session: had.token })),
  ).rejects.toMatchObject({ cause: { code: '23503' } })

  expect(await sessionsOf(ann)).toHaveLength(1)
})

test('signing out deletes the session and the cookie', async () => {
  const ann = await createUser('Ann')
  request.cookies.set(name, (await startSession(ann.id)).token)
  await startSession(ann.id)

  await endSession()

  expect(await sessionsOf(ann)).toHaveLength(1)
  expect(request.cookies.has(name)).toBe(false)
})

test('signing out keeps the cookie and throws if the session could not be deleted', async () => {
  const ann = await createUser('Ann')
  request.cookies.set(name, (await startSession(ann.id)).token)
  await asLogin('revoke delete on sessions from app_system')

  await expect(endSession()).rejects.toMatchObject({ cause: { code: '42501' } })

  expect(request.cookies.has(name)).toBe(true)
  expect(await sessionsOf(ann)).toHaveLength(1)
})

const daysAgo = (days: number) => new Date(Date.now() - days * DAY)

const daysUntil = (date?: Date) => (Number(date) - Date.now()) / DAY

/** Changes the dates of a user's sessions. */
function setDates(
  user: { id: string },
  dates: { createdAt: Date; lastSeenAt?: Date; expires: Date },
) {
  return asSystem('test', (tx) =>
    tx.update(sessions).set(dates).where(eq(sessions.userId, user.id)),
  )
}

/** The stored sessions of a user. */
function sessionsOf(user: { id: string }) {
  return asSystem('test', (tx) => tx.select().from(sessions).where(eq(sessions.userId, user.id)))
}
