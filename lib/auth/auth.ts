import NextAuth from 'next-auth'
import { env } from '@/lib/env'
import { adapter } from './adapter'
import { SESSION_SECONDS, sessionCookie } from './sessions'

/**
 * next-auth keeps the session: reading, extending, ending it. Passwords are checked by our own
 * sign-in, because its credentials provider knows no database sessions. Read `currentUser` instead
 * of `auth()`.
 */
export const { auth, handlers, signOut } = NextAuth(() => ({
  adapter,
  providers: [],
  secret: env().AUTH_SECRET,
  trustHost: true,
  session: { strategy: 'database', maxAge: SESSION_SECONDS },
  cookies: { sessionToken: sessionCookie() },
  pages: { signIn: '/sign-in', error: '/sign-in', signOut: '/orgs' },
  callbacks: {
    // Field by field: whatever is returned here can be read at /api/auth/session.
    session: ({ session, user }) => ({
      expires: new Date(session.expires).toISOString(),
      user: { id: user.id, name: user.name, email: user.email },
    }),
  },
}))
