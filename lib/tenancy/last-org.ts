import { cookieDomain, type Tenancy } from './config'

/** The cookie with the slug of the org that was last open in this browser. It grants no access. */
export const LAST_ORG_COOKIE = 'org'

export const LAST_ORG_SECONDS = 365 * 24 * 60 * 60

export function lastOrgCookie(tenancy: Tenancy, slug: string) {
  return {
    name: LAST_ORG_COOKIE,
    value: slug,
    path: '/',
    maxAge: LAST_ORG_SECONDS,
    sameSite: 'lax',
    secure: tenancy.origin.startsWith('https:'),
    domain: cookieDomain(tenancy),
  } as const
}
