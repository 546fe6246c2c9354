import { isOrgRoute, isSlug } from './slugs'

export type Query = Record<string, string | undefined>

export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => !!entry[1])
  return given.length ? `${path}?${new URLSearchParams(given)}` : path
}

export const paths = {
  home: '/',
  terms: '/terms',
  privacy: '/privacy',
  signUp: (next?: string) => withQuery('/sign-up', { next }),
  checkSignUpMail: (next?: string) => withQuery('/sign-up', { sent: 'yes', next }),
  signIn: (query: { next?: string; notice?: 'reset' | 'deleted' | 'cancelled' | 'failed' } = {}) =>
    withQuery('/sign-in', query),
  signInWith: (provider: string, next?: string) =>
    withQuery(`/sign-in/with/${encodeURIComponent(provider)}`, { next }),
  linkProvider: (next?: string) => withQuery('/sign-in/link', { next }),
  unverifiedEmail: (provider: string) => withQuery('/sign-in/unverified', { provider }),
  secondFactor: (query: { next?: string; with?: 'recovery-code' } = {}) =>
    withQuery('/sign-in/two-factor', query),
  forgotPassword: '/forgot-password',
  checkResetMail: '/forgot-password?sent=yes',
  signInLink: (next?: string) => withQuery('/sign-in-link', { next }),
  checkSignInMail: (next?: string) => withQuery('/sign-in-link', { sent: 'yes', next }),
  signInByLink: (token: string) => withQuery('/sign-in-by-link', { token }),
  resetPassword: (token: string) => withQuery('/reset-password', { token }),
  verifyEmail: (token: string) => withQuery('/verify-email', { token }),
  account: '/account',
  picture: (userId: string, name: string) => `/account/pictures/${userId}/${name}`,
  confirmEmail: (token: string) => withQuery('/account/email', { token }),
  undoEmailChange: (token: string) => withQuery('/undo-email-change', { token }),
  accountSecurity: '/account/security',
  accountActivity: (query: Query = {}) => withQuery('/account/security/activity', query),
  accountSessions: '/account/sessions',
  connectProvider: (provider: string, token: string) =>
    withQuery(`/account/providers/${encodeURIComponent(provider)}/connect`, { token }),
  twoFactor: (next?: string) => withQuery('/account/security/two-factor', { next }),
  deleteAccount: '/account/delete',
  accountData: '/account/delete/data',
  restoreAccount: (next?: string) => withQuery('/restore-account', { next }),
  orgs: '/orgs',
  newOrg: '/orgs/new',
  invitations: '/invitations',
  invitation: (token: string) => `/invitations/${encodeURIComponent(token)}`,
  signUpByInvitation: (token: string) => `/invitations/${encodeURIComponent(token)}/sign-up`,
  emails: '/dev/emails',
  email: (id: string) => `/dev/emails/${encodeURIComponent(id)}`,
  emailText: (id: string) => `/dev/emails/${encodeURIComponent(id)}?text`,
  components: '/dev/components',
  mailbox: (recipient?: string) => withQuery('/dev/mailbox', { q: recipient }),
  mail: (id: string) => `/dev/mailbox/${encodeURIComponent(id)}`,
}

export function splitOrgPath(path: string): { slug: string | null; rest: string } {
  const [, slug, rest = '/dashboard'] = /^\/([^/?]*)(\/.*)?$/.exec(path) ?? []
  return isSlug(slug) ? { slug, rest } : { slug: null, rest: path }
}

export function pathInOrg(path: string, org: { slug: string }): string {
  const [first = ''] = path.slice(1).split(/[/?]/)
  return isOrgRoute(first) ? `/${org.slug}${path}` : path.replace(/^\/[^/?]*/, `/${org.slug}`)
}

export function safePath(value: string | null | undefined): string | undefined {
  if (!value?.startsWith('/') || value.length > 2000) return undefined
  const base = 'http://same.invalid'
  if (!URL.canParse(value, base)) return undefined
  const url = new URL(value, base)
  // "/.//evil.com" and "/acme//evil.com" become "//evil.com" when the dot or the slug is removed.
  if (url.origin !== base || url.pathname.includes('//')) return undefined
  return url.pathname + url.search
}
