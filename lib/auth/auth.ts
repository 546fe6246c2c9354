import NextAuth, { AuthError } from 'next-auth'
import { env } from '@/lib/env'
import { IDLE_SECONDS } from '@/lib/tenancy/auth-cookie'
import { adapter } from './adapter'
import { sessionCookie } from './sessions'

// next-auth's credentials provider does not support database sessions, so `sign-in.ts` checks passwords.
/** For sign-in with providers. Guards read the session with `readSession` instead of `auth()`. */
export const { auth } = NextAuth(() => ({
  adapter,
  providers: [],
  secret: env().AUTH_SECRET,
  trustHost: true,
  session: { strategy: 'database', maxAge: IDLE_SECONDS },
  cookies: { sessionToken: sessionCookie() },
  logger: {
    // Any client can send an invalid URL in a cookie of next-auth.
    error: (error) => {
      if (!(error instanceof AuthError && error.type === 'InvalidCallbackUrl')) console.error(error)
    },
  },
  callbacks: {
    session: ({ session, user }) => ({
      expires: new Date(session.expires).toISOString(),
      user: { id: user.id, name: user.name, email: user.email },
    }),
  },
}))
