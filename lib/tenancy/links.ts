import type { Tenancy } from './config'

// Links in the form of the first strategy. `rest` is a path inside the org such as `/team?page=2`.

/** A link from a page of the same org. */
export function linkInside({ strategies: [first] }: Tenancy, slug: string, rest: string): string {
  if (first === 'path') return `/${slug}${rest}`
  return first === 'param' ? withOrg(rest, slug) : rest
}

/** A link from anywhere. With the strategy `cookie`, its path form makes the middleware set the cookie. */
export function linkInto(tenancy: Tenancy, slug: string, rest: string): string {
  const [first] = tenancy.strategies
  if (first === 'subdomain') return `${originOf(tenancy, slug)}${rest}`
  return first === 'param' ? withOrg(rest, slug) : `/${slug}${rest}`
}

/** The parts of an org's URL before and after the slug, without the protocol. */
export function orgUrlAffixes(tenancy: Tenancy): string[] {
  const url = new URL(linkInto(tenancy, 'slug', '/'), tenancy.origin).href
  return url.replace(/^https?:\/\/|\/$/g, '').split('slug')
}

function originOf({ origin, domain }: Tenancy, slug: string) {
  return `${new URL(origin).protocol}//${slug}.${domain}`
}

function withOrg(rest: string, slug: string) {
  const [path = '', query = ''] = rest.split('?')
  const params = new URLSearchParams(query)
  params.set('org', slug)
  return `${path}?${params}`
}
