import { cookieDomain, cookieName, type Tenancy } from './config'

/** The name of the cookie with the slug of the org that was last open in this browser. It grants no access. */
export const lastOrgCookieName = (tenancy: Tenancy) => cookieName('org', tenancy)

export type LastOrgCookie = ReturnType<typeof lastOrgCookie>

export function lastOrgCookie(tenancy: Tenancy, slug: string) {
  return {
    name: lastOrgCookieName(tenancy),
    value: slug,
    path: '/',
    maxAge: 365 * 24 * 60 * 60,
    sameSite: 'lax',
    secure: tenancy.origin.startsWith('https:'),
    domain: cookieDomain(tenancy),
  } as const
}
