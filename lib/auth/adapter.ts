import { DrizzleAdapter } from '@auth/drizzle-adapter'
import { eq } from 'drizzle-orm'
import type { Adapter } from 'next-auth/adapters'
import { accounts, sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { hashSessionToken, isOpenSession } from './sessions'

const tables = { usersTable: users, accountsTable: accounts, sessionsTable: sessions }

export const adapter = {
  ...delegate('createUser', 'getUser', 'getUserByEmail', 'getUserByAccount'),
  ...delegate('updateUser', 'linkAccount'),
  createSession: async (session) => {
    const stored = await call('createSession', [withHashedToken(session)])
    return { ...stored, sessionToken: session.sessionToken }
  },
  // The adapter of drizzle would select a user's every column.
  getSessionAndUser: async (sessionToken) => {
    const { id, name, email, emailVerified } = users
    const [found] = await asSystem('next-auth', (tx) =>
      tx
        .select({
          session: { userId: sessions.userId, expires: sessions.expires },
          user: { id, name, email, emailVerified },
        })
        .from(sessions)
        .innerJoin(users, eq(users.id, sessions.userId))
        .where(isOpenSession(sessionToken)),
    )
    return found ? { ...found, session: { ...found.session, sessionToken } } : null
  },
  updateSession: async (session) => {
    const stored = await call('updateSession', [withHashedToken(session)])
    return stored && { ...stored, sessionToken: session.sessionToken }
  },
  deleteSession: async (sessionToken) => {
    await call('deleteSession', [hashSessionToken(sessionToken)])
  },
} satisfies Adapter

type Methods = Required<Adapter>

async function call<M extends keyof Methods>(
  method: M,
  args: Parameters<Methods[M]>,
): Promise<Awaited<ReturnType<Methods[M]>>> {
  return asSystem('next-auth', (tx) => {
    const methods = DrizzleAdapter(tx as never, tables as never) as unknown as Record<
      M,
      (...args: Parameters<Methods[M]>) => Promise<Awaited<ReturnType<Methods[M]>>>
    >
    return methods[method](...args)
  })
}

function delegate<M extends keyof Methods>(...methods: M[]) {
  const entries = methods.map((method) => [
    method,
    (...args: Parameters<Methods[M]>) => call(method, args),
  ])
  return Object.fromEntries(entries) as Pick<Methods, M>
}

function withHashedToken<S extends { sessionToken: string }>(session: S): S {
  return { ...session, sessionToken: hashSessionToken(session.sessionToken) }
}
