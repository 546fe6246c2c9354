import { isOrgRoute } from './slugs'

export type Query = Record<string, string | undefined>

export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  return given.length ? `${path}?${new URLSearchParams(given)}` : path
}

/** Every URL of the app that belongs to no org. */
export const paths = {
  landing: '/',
  signUp: (next?: string) => withQuery('/sign-up', { next }),
  checkMail: '/sign-up?sent',
  signIn: (query: { next?: string; notice?: 'reset' } = {}) => withQuery('/sign-in', query),
  forgotPassword: '/forgot-password',
  resetPassword: (token: string) => withQuery('/reset-password', { token }),
  verifyEmail: (token: string) => withQuery('/verify-email', { token }),
  orgs: '/orgs',
  newOrg: '/orgs/new',
  invitations: '/invitations',
  invitation: (token: string) => `/invitations/${encodeURIComponent(token)}`,
  joinByInvitation: (token: string) => `/invitations/${encodeURIComponent(token)}/sign-up`,
  emails: '/dev/emails',
  email: (id: string) => `/dev/emails/${encodeURIComponent(id)}`,
  emailText: (id: string) => `/dev/emails/${encodeURIComponent(id)}?text`,
  mailbox: '/dev/mailbox',
  mail: (id: string) => `/dev/mailbox/${encodeURIComponent(id)}`,
}

/** The full path of the same page of the org at its present address. `path` may name no org at all. */
export function movedPath(path: string, org: { slug: string }): string {
  const [first = ''] = path.slice(1).split(/[/?]/)
  return isOrgRoute(first) ? `/${org.slug}${path}` : path.replace(/^\/[^/?]*/, `/${org.slug}`)
}

/**
 * The path to go on to after signing in, or undefined. Anything that a browser could read as
 * another site is refused.
 */
export function safePath(value: string | null | undefined): string | undefined {
  if (!value?.startsWith('/') || value.length > 2000) return undefined
  const base = 'http://same.invalid'
  if (!URL.canParse(value, base)) return undefined
  const url = new URL(value, base)
  // "/.//evil.com" and "/acme//evil.com" are on this site, and what is left of them without the dot,
  // or without the org, is not.
  if (url.origin !== base || url.pathname.includes('//')) return undefined
  return url.pathname + url.search
}
