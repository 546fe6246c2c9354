import { NextRequest } from 'next/server'
import { beforeEach, expect, test, vi } from 'vitest'
import { env } from '@/lib/env'
import { readIdentity, startSignIn } from '@/lib/oauth/protocol'
import { findProvider } from '@/lib/oauth/providers'
import { configureProviders } from './identities'

const APP_URL = 'https://app.example.com'

// There is no request: only the headers, the cookies and the network are replaced, next-auth is real.
const request = vi.hoisted(() => ({ headers: {} as Record<string, string> }))
const jar = vi.hoisted(() => new Map<string, string>())
vi.mock('next/headers', () => ({
  headers: async () => new Headers(request.headers),
  cookies: async () => ({ set: (name: string, value: string) => jar.set(name, value) }),
}))
vi.stubEnv('AUTH_URL', APP_URL)

const log = vi.spyOn(console, 'error').mockImplementation(() => {})

configureProviders()
Object.assign(env(), { APP_URL })

beforeEach(() => {
  jar.clear()
  log.mockClear()
  request.headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example' }
})

test('GitHub gets the pinned callback, its scopes, a state and a code challenge', async () => {
  const { url, query } = await start('github')

  expect(url).toBe('https://github.com/login/oauth/authorize')
  expect(query).toEqual({
    client_id: 'github-id',
    response_type: 'code',
    redirect_uri: `${APP_URL}/api/auth/callback/github`,
    scope: 'read:user user:email',
    state: expect.any(String),
    code_challenge: expect.any(String),
    code_challenge_method: 'S256',
  })
  expect([...jar.keys()].sort()).toEqual([
    '__Secure-authjs.callback-url',
    '__Secure-authjs.pkce.code_verifier',
    '__Secure-authjs.state',
  ])
})

test.each([
  ['google', 'https://accounts.google.com'],
  ['oidc', 'https://login.example.com'],
])('%s is discovered, and gets a nonce as well', async (id, issuer) => {
  discover(issuer, {
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
  })

  const { url, query } = await start(id)

  expect(url).toBe(`${issuer}/authorize`)
  expect(query).toEqual({
    client_id: `${id}-id`,
    response_type: 'code',
    redirect_uri: `${APP_URL}/api/auth/callback/${id}`,
    scope: 'openid profile email',
    state: expect.any(String),
    nonce: expect.any(String),
    code_challenge: expect.any(String),
    code_challenge_method: 'S256',
  })
})

test('an issuer that does not respond is logged, and nobody is sent to it', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('connect ECONNREFUSED')))

  expect(await startSignIn(provider('oidc'))).toBe(null)

  expect(log.mock.calls).toEqual([['Sign-in with Acme failed: Error: connect ECONNREFUSED']])
})

test('an issuer with another name is refused', async () => {
  discover('https://evil.example', {}, 'https://login.example.com')

  expect(await startSignIn(provider('oidc'))).toBe(null)
})

test.each(['', '?code=forged&state=forged', '?error=access_denied', '?callbackUrl=%0Aforged'])(
  'a callback %j without the cookies of a sign-in is refused and not logged',
  async (search) => {
    const url = `https://evil.example/api/auth/callback/github${search}`

    expect(await readIdentity(provider('github'), new NextRequest(url))).toBe(null)

    expect(log).not.toHaveBeenCalled()
  },
)

test('only providers whose variables are set exist', () => {
  Object.assign(env(), { AUTH_GOOGLE_ID: undefined })

  expect(['github', 'google', 'oidc', '__proto__', undefined].map(findProvider)).toEqual([
    { id: 'github', name: 'GitHub' },
    undefined,
    { id: 'oidc', name: 'Acme' },
    undefined,
    undefined,
  ])
})

function provider(id: string) {
  const found = findProvider(id)
  if (!found) throw new Error(`${id} is not configured.`)
  return found
}

async function start(id: string) {
  const url = new URL(String(await startSignIn(provider(id))))
  return { url: url.origin + url.pathname, query: Object.fromEntries(url.searchParams) }
}

/** Makes `at` respond with the metadata of an issuer. */
function discover(issuer: string, metadata: object, at = issuer) {
  vi.stubGlobal('fetch', async (url: string | URL) => {
    expect(String(url)).toBe(`${at}/.well-known/openid-configuration`)
    return Response.json({ issuer, ...metadata })
  })
}
