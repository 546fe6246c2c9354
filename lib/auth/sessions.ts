import { createHash, randomBytes } from 'node:crypto'
import { sessions } from '@/db/schema/system/users'
import type { Tx } from '@/db/transactions'
import { env } from '@/lib/env'
import { cookieDomain } from '@/lib/tenancy/config'

export const SESSION_SECONDS = 30 * 24 * 60 * 60

export type NewSession = { token: string; expires: Date }

export async function createSession(tx: Tx, userId: string): Promise<NewSession> {
  const token = randomBytes(32).toString('base64url')
  const expires = new Date(Date.now() + SESSION_SECONDS * 1000)
  await tx.insert(sessions).values({ sessionToken: hashSessionToken(token), userId, expires })
  return { token, expires }
}

export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}

export function sessionCookie() {
  const secure = env().APP_URL.startsWith('https:')
  const domain = cookieDomain(env().tenancy)
  // Browsers reject `__Host-` cookies from subdomains, so no org page can set a session.
  const prefix = domain ? '__Secure-' : '__Host-'
  return {
    name: `${secure ? prefix : ''}tenantry.session`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, domain } as const,
  }
}
