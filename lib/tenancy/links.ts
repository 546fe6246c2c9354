import type { Tenancy } from './config'

export function linkInside({ strategies: [first] }: Tenancy, slug: string, rest: string): string {
  if (first === 'path') return `/${slug}${rest}`
  return first === 'param' ? withOrg(rest, slug) : rest
}

/** From any page. With the strategy `cookie`, the path form makes the middleware set the cookie. */
export function linkInto(tenancy: Tenancy, slug: string, rest: string): string {
  const [first] = tenancy.strategies
  if (first === 'subdomain') return `${originOf(tenancy, slug)}${rest}`
  return first === 'param' ? withOrg(rest, slug) : `/${slug}${rest}`
}

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
