import NextAuth from 'next-auth'
import { env } from '@/lib/env'
import { adapter, rethrowDatabaseErrors } from './adapter'
import { SESSION_SECONDS, sessionCookie } from './sessions'

// next-auth's credentials provider does not support database sessions, so `sign-in.ts` checks passwords.
/** Use `currentUser` instead of `auth()`. */
export const { auth, handlers, signOut } = NextAuth(() => ({
  adapter,
  providers: [],
  secret: env().AUTH_SECRET,
  trustHost: true,
  session: { strategy: 'database', maxAge: SESSION_SECONDS },
  cookies: { sessionToken: sessionCookie() },
  pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/orgs' },
  callbacks: {
    // /api/auth/session returns this object to the browser.
    session: ({ session, user }) => ({
      expires: new Date(session.expires).toISOString(),
      user: { id: user.id, name: user.name, email: user.email },
    }),
  },
}))

/** Throws if the database fails: deleting the cookie alone would leave the session valid. */
export async function endSession() {
  await rethrowDatabaseErrors(() => signOut({ redirect: false }))
}
