import { AsyncLocalStorage } from 'node:async_hooks'
import { DrizzleAdapter } from '@auth/drizzle-adapter'
import type { Adapter, AdapterSession } from 'next-auth/adapters'
import { accounts, sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { hashSessionToken, oldestSession } from './sessions'

const tables = { usersTable: users, accountsTable: accounts, sessionsTable: sessions }

export const adapter = {
  ...delegate('createUser', 'getUser', 'getUserByEmail', 'getUserByAccount'),
  ...delegate('updateUser', 'linkAccount'),
  createSession: async (session) => {
    const stored = await call('createSession', [withHashedToken(session)])
    return { ...stored, sessionToken: session.sessionToken }
  },
  getSessionAndUser: async (sessionToken) => {
    const found = await call('getSessionAndUser', [hashSessionToken(sessionToken)])
    if (!found) return null
    const { createdAt } = found.session as AdapterSession & { createdAt: Date }
    if (createdAt <= oldestSession()) return null
    return { ...found, session: { ...found.session, sessionToken } }
  },
  updateSession: async (session) => {
    const stored = await call('updateSession', [withHashedToken(session)])
    return stored && { ...stored, sessionToken: session.sessionToken }
  },
  deleteSession: async (sessionToken) => {
    await call('deleteSession', [hashSessionToken(sessionToken)])
  },
} satisfies Adapter

/** Rethrows database errors that next-auth catches. Otherwise an outage would look like a sign-out. */
export async function rethrowDatabaseErrors<T>(run: () => Promise<T>): Promise<T> {
  const failure: { error?: unknown } = {}
  const result = await failures.run(failure, run)
  if (failure.error) throw failure.error
  return result
}

const failures = new AsyncLocalStorage<{ error?: unknown }>()

type Methods = Required<Adapter>

async function call<M extends keyof Methods>(
  method: M,
  args: Parameters<Methods[M]>,
): Promise<Awaited<ReturnType<Methods[M]>>> {
  try {
    return await asSystem('next-auth', (tx) => {
      const methods = DrizzleAdapter(tx as never, tables as never) as unknown as Record<
        M,
        (...args: Parameters<Methods[M]>) => Promise<Awaited<ReturnType<Methods[M]>>>
      >
      return methods[method](...args)
    })
  } catch (error) {
    const failure = failures.getStore()
    if (failure) failure.error = error
    throw error
  }
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
