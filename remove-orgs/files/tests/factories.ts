import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { sessions } from '@/db/schema/users'
import { asSystem } from '@/db/transactions'
import { type Actor, createAccount } from '@/lib/auth/accounts'
import { createSession, findSession, type NewSession } from '@/lib/auth/sessions'

/** A person with an account. */
export async function createUser(name = 'Ann', email = uniqueEmail()): Promise<Actor> {
  const user = await asSystem('test', (tx) =>
    createAccount(tx, { name, email, passwordHash: 'none: hashing is slow and tested elsewhere' }),
  )
  if (!user) throw new Error(`${email} has an account.`)
  return { ...user, timeZone: null, locale: null, picture: null, ipAddress: newIpAddress() }
}

export async function startSession(userId: string): Promise<NewSession> {
  return asSystem('test', (tx) => createSession(tx, userId, newCaller()))
}

/** Dates the sign-ins of a person back, so that forms ask for the password again. */
export async function signedInAnHourAgo(userId: string) {
  const createdAt = new Date(Date.now() - 60 * 60 * 1000)
  await asSystem('test', (tx) =>
    tx.update(sessions).set({ createdAt }).where(eq(sessions.userId, userId)),
  )
}

/** The session that guards find by its token, or null. */
export const openSession = (token: string) => findSession({ ...newCaller(), session: token })

/** A name that no other row has, so that a test can find it wherever it leaks. */
export const uniqueName = (name: string) => `${name} ${randomUUID().slice(0, 13)}`

export const uniqueEmail = () => `person-${randomUUID().slice(0, 13)}@example.com`

/** Someone whose IP address no throttle has counted. */
export const newCaller = () => ({ ipAddress: newIpAddress() })

/** A person who has just signed in. */
export async function signedInCaller({ id }: { id: string }) {
  return { ...newCaller(), session: (await startSession(id)).token }
}

/** An IP address that no throttle has counted. */
export const newIpAddress = () => randomUUID()
