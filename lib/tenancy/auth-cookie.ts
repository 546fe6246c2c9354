import { cookieDomain, cookieName, type Tenancy } from './config'

/** A session ends after this time without use, and so does its cookie. */
export const IDLE_SECONDS = 30 * 24 * 60 * 60

type AuthCookie =
  | 'session'
  | 'session-extended'
  | 'devices'
  | 'mail'
  | 'pending'
  | 'oauth'
  | 'link'
  | 'passkey'

export function authCookie(name: AuthCookie, tenancy: Tenancy) {
  const secure = tenancy.origin.startsWith('https:')
  const domain = cookieDomain(tenancy)
  // Browsers reject `__Host-` cookies from subdomains, so no org page can set a session.
  const prefix = domain ? '__Secure-' : '__Host-'
  return {
    name: `${secure ? prefix : ''}${cookieName('app', tenancy)}.${name}`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure, domain } as const,
  }
}
