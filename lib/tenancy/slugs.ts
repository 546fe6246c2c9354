/** A label of a host name: lower-case letters, digits and single hyphens. */
export const SLUG = /^[a-z0-9]+(-[a-z0-9]+)*$/
export const SLUG_MIN = 2
export const SLUG_MAX = 40

/** Pages and files that belong to no org. */
const ROOT_ROUTES = new Set([
  ...['_next', 'account', 'api', 'dev', 'forgot-password', 'icon.svg', 'invitations', 'orgs'],
  ...['reset-password', 'sign-in', 'sign-out', 'sign-up', 'verify-email'],
])

/** Pages inside an org: they are at the top where the path does not name the org. */
const ORG_ROUTES = new Set(['activity', 'dashboard', 'projects', 'settings', 'team'])

// Words with which an org could pass itself off as the product, its staff or its servers.
const IMPERSONATING = new Set(
  `404 500 about abuse admin administrator app assets auth billing blog cdn contact docs email favicon ftp help
  hostmaster index legal localhost login logout mail me new noreply no-reply null official postmaster pricing
  privacy public register robots root security signin signup sitemap staff static status support system
  tenantry terms undefined user users webmaster well-known www`.split(/\s+/),
)

export const isRootRoute = (segment: string) => ROOT_ROUTES.has(segment)

export const isOrgRoute = (segment: string) => ORG_ROUTES.has(segment)

/** No org can have one of these as its address. */
export const RESERVED_SLUGS: ReadonlySet<string> = new Set([
  ...ROOT_ROUTES,
  ...ORG_ROUTES,
  ...IMPERSONATING,
])

/** Whether a part of a URL could name an org at all. */
export function isSlug(value: string | null | undefined): value is string {
  if (!value || value.length < SLUG_MIN || value.length > SLUG_MAX) return false
  return SLUG.test(value) && !RESERVED_SLUGS.has(value)
}
