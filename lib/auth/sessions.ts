import { createHash, randomBytes } from 'node:crypto'
import { and, eq, gt, isNull, lt } from 'drizzle-orm'
import { sessions, type Theme, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { adoptTimeZone } from '@/lib/account/preferences'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { env } from '@/lib/env'
import { authCookie, IDLE_SECONDS } from '@/lib/tenancy/auth-cookie'
import type { Actor, Caller } from './accounts'

const DAY_MS = 24 * 60 * 60 * 1000

const HOUR_MS = 60 * 60 * 1000

/** An open session. `lastSeenAt` is when it was last used, give or take an hour. */
export type Session = { user: Actor; lastSeenAt: Date }

/**
 * `expires` is the date on which the session ends unless it is used. `theme` is null until the person has
 * chosen one.
 */
export type NewSession = { token: string; expires: Date; theme: Theme | null }

/** Ends the session that the browser had. `completeSignIn` is for people who sign in. */
export async function createSession(tx: Tx, userId: string, caller: Caller): Promise<NewSession> {
  await adoptTimeZone(tx, userId, caller)
  if (caller.session) {
    await tx.delete(sessions).where(eq(sessions.sessionToken, hashSessionToken(caller.session)))
  }
  const { ipAddress, userAgent } = caller
  const token = randomBytes(32).toString('base64url')
  const sessionToken = hashSessionToken(token)
  const dates = { createdAt: new Date(), lastSeenAt: new Date(), expires: newExpiry() }
  await tx.insert(sessions).values({ sessionToken, userId, ipAddress, userAgent, ...dates })
  const [account] = await tx.select({ theme: users.theme }).from(users).where(eq(users.id, userId))
  return { token, expires: dates.expires, theme: account?.theme ?? null }
}

export const sessionColumns = {
  user: {
    id: users.id,
    name: users.name,
    email: users.email,
    timeZone: users.timeZone,
    locale: users.locale,
    picture: users.image,
  },
  lastSeenAt: sessions.lastSeenAt,
}

/**
 * The condition for the session with this token, if it has not ended. The query joins `users`: a person who
 * deleted the account can only restore it.
 */
export function isOpenSession(token: string) {
  return and(eq(sessions.sessionToken, hashSessionToken(token)), isOpen(), isNull(users.deletedAt))
}

/** The condition for a session that has not ended. */
export const isOpen = () =>
  and(gt(sessions.expires, new Date()), gt(sessions.createdAt, oldestSession()))

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

/** Records by whom the session is used, and lets it last for thirty more days. At most once an hour. */
export async function extendSession(caller: Caller, { user, lastSeenAt }: Session) {
  const anHourAgo = new Date(Date.now() - HOUR_MS)
  if (lastSeenAt > anHourAgo) return
  const { session = '', ipAddress, userAgent } = caller
  await asSystem('extend session', async (tx) => {
    if (!user.timeZone) await adoptTimeZone(tx, user.id, caller)
    await tx
      .update(sessions)
      .set({ expires: newExpiry(), lastSeenAt: new Date(), ipAddress, userAgent })
      .where(
        and(
          eq(sessions.sessionToken, hashSessionToken(session)),
          // Of several requests at the same time, one updates the row.
          lt(sessions.lastSeenAt, anHourAgo),
        ),
      )
  })
}

/** Signs out. Does nothing if the session has already ended. */
export async function deleteSession(caller: Caller) {
  await asSystem('delete session', async (tx) => {
    const [ended] = await tx
      .delete(sessions)
      .where(eq(sessions.sessionToken, hashSessionToken(caller.session ?? '')))
      .returning({ userId: sessions.userId })
    if (ended) await recordSecurityEvent(tx, ended.userId, 'session.delete', caller)
  })
}

const newExpiry = () => new Date(Date.now() + IDLE_SECONDS * 1000)

/** Sessions created before this date have ended. */
export const oldestSession = () => new Date(Date.now() - env().SESSION_DAYS * DAY_MS)

export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export const sessionCookie = () => authCookie('session', env().tenancy)

export const deviceCookie = () => authCookie('devices', env().tenancy)

export const mailCookie = () => authCookie('mail', env().tenancy)

export const pendingCookie = () => authCookie('pending', env().tenancy)

export const oauthCookie = () => authCookie('oauth', env().tenancy)

export const linkCookie = () => authCookie('link', env().tenancy)

export const passkeyCookie = () => authCookie('passkey', env().tenancy)
