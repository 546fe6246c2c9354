import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth, { type NextAuthConfig } from 'next-auth'
import GitHub from 'next-auth/providers/github'
import Google from 'next-auth/providers/google'
import { env } from '@/lib/env'
import { readGitHubUser } from './github'
import { type Identity, type Profile, readProfile } from './identity'
import type { Provider, ProviderId } from './providers'

/** Returns the URL of the provider, or null if it does not respond. Sets cookies that `readIdentity` checks. */
export async function startSignIn(provider: Provider): Promise<string | null> {
  const { auth, outcome } = nextAuth(provider)
  const url = await auth
    .signIn(provider.id, { redirect: false, redirectTo: '/' })
    .catch((error) => {
      if (!outcome.failed) throw error
    })
  return outcome.failed ? null : url
}

/** Exchanges the code in the request. Returns null if the request or the response of the provider is invalid. */
export async function readIdentity(
  provider: Provider,
  request: NextRequest,
): Promise<Identity | null> {
  const { auth, outcome } = nextAuth(provider)
  const { pathname, search } = request.nextUrl
  const pinned = new URL(pathname + search, env().APP_URL)
  const response = await auth.handlers.GET(new NextRequest(pinned, request))
  const jar = await cookies()
  const cleared = new NextResponse(null, response).cookies.getAll().filter(({ value }) => !value)
  for (const cookie of cleared) jar.set(cookie)
  return outcome.identity ?? null
}

// next-auth runs only the OAuth protocol: `signIn` returns a path, which stops it before it starts a session.
function nextAuth(provider: Provider) {
  const outcome: { identity?: Identity; failed?: true } = {}
  const auth = NextAuth({
    basePath: '/api/auth',
    trustHost: true,
    secret: env().AUTH_SECRET,
    providers: [PROVIDERS[provider.id]()],
    logger: {
      error: (error) => {
        outcome.failed = true
        logFailure(provider, error)
      },
    },
    callbacks: {
      signIn: ({ account, profile }) => {
        if (!account || !profile) return false
        outcome.identity = readProfile(provider, account.providerAccountId, profile as Profile)
        return '/'
      },
    },
  })
  return { auth, outcome }
}

const PROVIDERS: Record<ProviderId, () => NextAuthConfig['providers'][number]> = {
  github: () =>
    GitHub({
      clientId: env().AUTH_GITHUB_ID,
      clientSecret: env().AUTH_GITHUB_SECRET,
      checks: ['pkce', 'state'],
      userinfo: {
        url: 'https://api.github.com/user',
        request: ({ tokens }: { tokens: { access_token?: string } }) =>
          readGitHubUser(tokens.access_token),
      },
    }),
  google: () =>
    Google({
      clientId: env().AUTH_GOOGLE_ID,
      clientSecret: env().AUTH_GOOGLE_SECRET,
      checks: ['pkce', 'state', 'nonce'],
    }),
  oidc: () => ({
    id: 'oidc',
    name: env().AUTH_OIDC_NAME,
    type: 'oidc',
    issuer: env().AUTH_OIDC_ISSUER,
    clientId: env().AUTH_OIDC_ID,
    clientSecret: env().AUTH_OIDC_SECRET,
    checks: ['pkce', 'state', 'nonce'],
    // Issuers may leave the email out of the ID token.
    idToken: false,
  }),
}

// Anyone can send requests without the cookies or with a refusal, so these are not logged.
const BY_CLIENT = ['InvalidCheck', 'InvalidCallbackUrl', 'OAuthCallbackError']

function logFailure(provider: Provider, error: Error) {
  const { err: cause } = (error.cause ?? {}) as { err?: Error }
  const { type } = error as { type?: string }
  if (!type || !BY_CLIENT.includes(type)) {
    console.error(`Sign-in with ${provider.name} failed: ${cause ?? error}`)
  }
}
