import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt } from 'drizzle-orm'
import { sessions, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { env } from '@/lib/env'
import { cookieDomain, cookieName } from '@/lib/tenancy/config'
import type { Actor, Caller } from './accounts'

const DAY_MS = 24 * 60 * 60 * 1000

/** A session ends after this time without use. */
export const IDLE_SECONDS = 30 * 24 * 60 * 60

/** An open session. `expires` is the date on which it ends unless it is used. */
export type Session = { user: Actor; expires: Date }

/** `expires` is the date of the cookie, after which the session ends even if it is used. */
export type NewSession = { token: string; expires: Date }

/** Ends the session that the browser had. `completeSignIn` is for people who sign in. */
export async function createSession(tx: Tx, userId: string, caller: Caller): Promise<NewSession> {
  if (caller.session) {
    await tx.delete(sessions).where(eq(sessions.sessionToken, hashSessionToken(caller.session)))
  }
  const { ipAddress, userAgent } = caller
  const token = randomBytes(32).toString('base64url')
  const createdAt = new Date()
  const expires = new Date(createdAt.getTime() + IDLE_SECONDS * 1000)
  const sessionToken = hashSessionToken(token)
  await tx
    .insert(sessions)
    .values({ sessionToken, userId, ipAddress, userAgent, createdAt, expires })
  return { token, expires: new Date(createdAt.getTime() + maxAge()) }
}

export const sessionColumns = {
  user: { id: users.id, name: users.name, email: users.email },
  expires: sessions.expires,
}

/** The condition for the session with this token, if it has not ended. */
export function isOpenSession(token: string) {
  return and(
    eq(sessions.sessionToken, hashSessionToken(token)),
    gt(sessions.expires, new Date()),
    gt(sessions.createdAt, oldestSession()),
  )
}

export async function findSession({ session, ipAddress }: Caller): Promise<Session | null> {
  const [found] = await asSystem('find session', (tx) =>
    tx
      .select(sessionColumns)
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(isOpenSession(session ?? '')),
  )
  return found ? { ...found, user: { ...found.user, ipAddress } } : null
}

/** At most once a day. */
export async function extendSession(token: string, { expires }: { expires: Date }) {
  const extended = new Date(Date.now() + IDLE_SECONDS * 1000)
  if (extended.getTime() - expires.getTime() < DAY_MS) return
  await asSystem('extend session', (tx) =>
    tx
      .update(sessions)
      .set({ expires: extended })
      .where(eq(sessions.sessionToken, hashSessionToken(token))),
  )
}

export async function deleteSession(token: string) {
  await asSystem('delete session', (tx) =>
    tx.delete(sessions).where(eq(sessions.sessionToken, hashSessionToken(token))),
  )
}

/** Sessions created before this date have ended. */
export const oldestSession = () => new Date(Date.now() - maxAge())

const maxAge = () => env().SESSION_DAYS * DAY_MS

export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export const sessionCookie = () => authCookie('session')

export const deviceCookie = () => authCookie('devices')

export const mailCookie = () => authCookie('mail')

export const pendingCookie = () => authCookie('pending')

function authCookie(name: string) {
  const secure = env().APP_URL.startsWith('https:')
  const domain = cookieDomain(env().tenancy)
  // Browsers reject `__Host-` cookies from subdomains, so no org page can set a session.
  const prefix = domain ? '__Secure-' : '__Host-'
  return {
    name: `${secure ? prefix : ''}${cookieName('app', env().tenancy)}.${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, domain } as const,
  }
}
