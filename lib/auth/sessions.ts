import { createHash, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { sessions } from '@/db/schema/system/users'
import type { Tx } from '@/db/transactions'
import { env } from '@/lib/env'
import { cookieDomain, cookieName } from '@/lib/tenancy/config'

/** A session ends after this time without use. next-auth extends it, at most once a day. */
export const IDLE_SECONDS = 30 * 24 * 60 * 60

/** `expires` is the date of the cookie, after which the session ends even if it is used. */
export type NewSession = { token: string; expires: Date }

/** Ends the session with the token `previous`, which the browser had. */
export async function createSession(
  tx: Tx,
  userId: string,
  previous?: string,
): Promise<NewSession> {
  if (previous) {
    await tx.delete(sessions).where(eq(sessions.sessionToken, hashSessionToken(previous)))
  }
  const token = randomBytes(32).toString('base64url')
  const createdAt = new Date()
  const expires = new Date(createdAt.getTime() + IDLE_SECONDS * 1000)
  const sessionToken = hashSessionToken(token)
  await tx.insert(sessions).values({ sessionToken, userId, createdAt, expires })
  return { token, expires: new Date(createdAt.getTime() + maxAge()) }
}

/** Sessions created before this date have ended. */
export const oldestSession = () => new Date(Date.now() - maxAge())

const maxAge = () => env().SESSION_DAYS * 24 * 60 * 60 * 1000

export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export const sessionCookie = () => authCookie('session')

export const deviceCookie = () => authCookie('devices')

function authCookie(name: string) {
  const secure = env().APP_URL.startsWith('https:')
  const domain = cookieDomain(env().tenancy)
  // Browsers reject `__Host-` cookies from subdomains, so no org page can set a session.
  const prefix = domain ? '__Secure-' : '__Host-'
  return {
    name: `${secure ? prefix : ''}${cookieName('tenantry', env().tenancy)}.${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, domain } as const,
  }
}
