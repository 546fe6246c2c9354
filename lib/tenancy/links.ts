import type { Tenancy } from './config'

// Both build for the first strategy. `rest` is the path within the org, and begins with a slash.

/** From a page of the org itself. */
export function linkInside({ strategies: [first] }: Tenancy, slug: string, rest: string): string {
  if (first === 'path') return `/${slug}${rest}`
  return first === 'param' ? withOrg(rest, slug) : rest
}

/** From anywhere, whichever org was open before. A cookie is set on the way, which the path does. */
export function linkInto(tenancy: Tenancy, slug: string, rest: string): string {
  const [first] = tenancy.strategies
  if (first === 'subdomain') return `${originOf(tenancy, slug)}${rest}`
  return first === 'param' ? withOrg(rest, slug) : `/${slug}${rest}`
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
