import { NextRequest } from 'next/server'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { GET as start } from '@/app/(auth)/sign-in/with/[provider]/route'
import { GET as connect } from '@/app/account/providers/[provider]/connect/route'
import { GET as callback } from '@/app/api/auth/callback/[provider]/route'
import { findWaysIn } from '@/lib/account/ways-in'
import { sessionCookie } from '@/lib/auth/sessions'
import { signToken } from '@/lib/auth/tokens'
import { env } from '@/lib/env'
import { createUser, openSession, startSession, uniqueEmail } from '../factories'
import { startIssuer, visitIssuer } from './issuer'

// There is no request: the cookies of the browser are in a map. The issuer and next-auth are real.
const jar = vi.hoisted(() => new Map<string, string>())
const cookieHeader = vi.hoisted(
  () => () => [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; '),
)
vi.mock('next/headers', () => ({
  headers: async () => new Headers({ host: 'evil.example', cookie: cookieHeader() }),
  cookies: async () => ({
    get: (name: string) => (jar.has(name) ? { value: jar.get(name) } : undefined),
    set: (one: string | { name: string }, value = '') => {
      if (typeof one === 'string') jar.set(one, value)
      else jar.delete(one.name)
    },
    delete: ({ name }: { name: string }) => jar.delete(name),
  }),
}))

const { APP_URL } = env()
vi.stubEnv('AUTH_URL', APP_URL)

const issuer = await startIssuer()
afterAll(issuer.stop)
issuer.serve(`${APP_URL}/api/auth/callback/oidc`)
Object.assign(env(), issuer.env)

beforeEach(() => jar.clear())

test('the first sign-in starts a session, and leaves no cookie of the protocol', async () => {
  const email = uniqueEmail()
  const login = issuer.newPerson({ email, email_verified: true, name: 'Ann Quinn' })

  expect(await signIn(login, '/account')).toBe('/account')

  expect((await currentSession())?.user).toMatchObject({ name: 'Ann Quinn', email })
  const left = [...jar.keys()].filter((name) => /state|pkce|nonce|oauth|session-token/.test(name))
  expect(left).toEqual([])
})

test('an unsafe path after the sign-in is replaced by the first page', async () => {
  const login = issuer.newPerson({ email: uniqueEmail(), email_verified: true })

  expect(await signIn(login, '//evil.example')).toBe('/orgs/new')
})

test.each([{ email_verified: false }, {}])(
  'an email with %j signs nobody in, also if it has an account',
  async (claims) => {
    const { email } = await createUser('Ann')

    expect(await signIn(issuer.newPerson({ email, ...claims }))).toBe(
      '/sign-in/unverified?provider=oidc',
    )

    expect(await currentSession()).toBe(null)
  },
)

test('an existing account waits for its own sign-in', async () => {
  const ann = await createUser('Ann')
  const login = issuer.newPerson({ email: ann.email, email_verified: true })

  expect(await signIn(login, '/account')).toBe('/sign-in/link?next=%2Faccount')

  expect(await currentSession()).toBe(null)
  expect((await findWaysIn(ann)).linked).toEqual([])
})

test('a cancelled sign-in returns to the sign-in page, with the path after it', async () => {
  const login = issuer.newPerson({ email: uniqueEmail(), email_verified: true })
  const url = await visitIssuer(await pathOf(start, '?next=/account'), login, true)

  expect(await finish(url)).toBe('/sign-in?next=%2Faccount&notice=cancelled')
})

test('a code works only with the cookies of the browser that asked, and once', async () => {
  const login = issuer.newPerson({ email: uniqueEmail(), email_verified: true })
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  const url = await visitIssuer(await pathOf(start), login)
  const cookies = new Map(jar)

  jar.clear()
  expect(await finish(url)).toBe('/sign-in?notice=failed')
  for (const [name, value] of cookies) jar.set(name, value)
  expect(await finish(url.replace(/code=[^&]*/, 'code=forged'))).toBe('/sign-in?notice=failed')
  expect(await currentSession()).toBe(null)
  for (const [name, value] of cookies) jar.set(name, value)
  expect(await finish(url)).toBe('/orgs/new')
  jar.clear()
  for (const [name, value] of cookies) jar.set(name, value)
  expect(await finish(url)).toBe('/sign-in?notice=failed')

  expect(log.mock.calls.flat().join()).not.toContain(issuer.env.AUTH_OIDC_SECRET)
  log.mockRestore()
})

test('a signed-in user connects the issuer, and stays signed in', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const email = uniqueEmail()
  const login = issuer.newPerson({ email, email_verified: true })
  const session = await beSignedIn(ann)

  const query = `?token=${signToken('connect', ann.id, session)}`
  const url = await visitIssuer(await pathOf(connect, query), login)

  expect(await finish(url)).toBe('/account/security?notice=connected')
  expect((await findWaysIn(ann)).linked).toEqual([{ provider: 'oidc', email }])
  expect((await currentSession())?.user.id).toBe(ann.id)

  await beSignedIn(bob)
  expect(await pathOf(connect, query)).toBe('/account/security?notice=failed')
  expect((await findWaysIn(bob)).linked).toEqual([])
})

test('nothing is connected if another user has signed in meanwhile', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const login = issuer.newPerson({ email: uniqueEmail(), email_verified: true })
  const query = `?token=${signToken('connect', ann.id, await beSignedIn(ann))}`
  const url = await visitIssuer(await pathOf(connect, query), login)

  await beSignedIn(bob)

  expect(await finish(url)).toBe('/account/security?notice=failed')
  expect((await findWaysIn(ann)).linked).toEqual([])
  expect((await findWaysIn(bob)).linked).toEqual([])
})

test('another site cannot start a sign-in', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' }

  expect(await pathOf(start, '?next=/account', headers)).toBe('/sign-in?next=%2Faccount')
})

type Handler = (
  request: NextRequest,
  context: { params: Promise<{ provider: string }> },
) => Promise<unknown>

/** Signs in from the start. Returns the path to which the callback redirects. */
async function signIn(login: string, next = ''): Promise<string> {
  const started = await pathOf(start, `?next=${encodeURIComponent(next)}`)
  return finish(await visitIssuer(started, login))
}

const finish = (url: string) => pathOf(callback, new URL(url).search)

/** The URL to which a route handler redirects. */
async function pathOf(handler: Handler, query = '', headers = {}): Promise<string> {
  // The path counts only for the callback.
  const url = `https://evil.example/api/auth/callback/oidc${query}`
  const request = new NextRequest(url, { headers: { cookie: cookieHeader(), ...headers } })
  try {
    await handler(request, { params: Promise.resolve({ provider: 'oidc' }) })
  } catch (error) {
    const [, to] =
      /^NEXT_REDIRECT;[a-z]+;(.*);\d+;$/.exec((error as { digest: string }).digest) ?? []
    if (to) return to
    throw error
  }
  throw new Error('It did not redirect.')
}

async function beSignedIn({ id }: { id: string }): Promise<string> {
  const { token } = await startSession(id)
  jar.set(sessionCookie().name, token)
  return token
}

const currentSession = () => openSession(jar.get(sessionCookie().name) ?? '')
