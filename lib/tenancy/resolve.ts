import type { Strategy, Tenancy } from './config'
import { linkInto } from './links'
import { isAppRoute, isOrgRoute, isSlug } from './slugs'

/** What a request says that may name an org. `path` begins with a slash, `search` with `?` or is empty. */
export type TenantRequest = {
  host: string
  path: string
  search: string
  /** The cookie `org`. */
  cookie?: string
  /** The header `X-Org`. */
  header?: string
  /** A form that was posted stays where it is; whatever is only looked at may be led elsewhere. */
  canRedirect?: boolean
}

export type Resolved =
  /** A page of this org; `rest` is what follows the org in the path. */
  | { kind: 'org'; slug: string; rest: string; from: Strategy }
  /** What was posted to a page of an org without saying which: its action knows. */
  | { kind: 'unnamed'; page: string }
  /** A page that belongs to no org, or none at all. */
  | { kind: 'page' }
  /** To the same page in another form; `remember` is the org to put into the cookie. */
  | { kind: 'redirect'; to: string; remember?: string }
  /** No page, though the host is one of ours. */
  | { kind: 'nothing' }
  /** A host that is not ours. */
  | { kind: 'unknown-host' }

/** Never throws, and never names an org by anything that is no slug. */
export function resolve(asked: TenantRequest, tenancy: Tenancy): Resolved {
  const resolved = onHost(asked, tenancy)
  // With `%` before what is no code, Next answers 500.
  return resolved.kind === 'page' && !isReadable(asked.path) ? { kind: 'nothing' } : resolved
}

function onHost(asked: TenantRequest, tenancy: Tenancy): Resolved {
  const host = asked.host.toLowerCase()
  if (host === new URL(tenancy.origin).host) return onRoot(asked, tenancy)
  const label = host.endsWith(`.${tenancy.domain}`) ? host.slice(0, -tenancy.domain.length - 1) : ''
  if (!label || !tenancy.strategies.includes('subdomain')) return { kind: 'unknown-host' }
  return onSubdomain(label, asked, tenancy)
}

function onRoot(asked: TenantRequest, tenancy: Tenancy): Resolved {
  const [first, rest] = split(asked.path)
  if (isSlug(first)) return enterOrRedirect(first, rest + asked.search, 'path', asked, tenancy)
  if (!isOrgRoute(first)) return { kind: 'page' }
  const named = ORG_SOURCES.filter(([strategy]) => tenancy.strategies.includes(strategy))
  if (!named.length) return { kind: 'page' }
  const page = asked.path + withoutOrg(asked.search)
  for (const [strategy, read] of named) {
    const slug = read(asked)
    if (isSlug(slug)) return enterOrRedirect(slug, page, strategy, asked, tenancy)
  }
  return asked.canRedirect
    ? { kind: 'redirect', to: `${tenancy.origin}/orgs` }
    : { kind: 'unnamed', page }
}

// What a URL says comes before what the browser remembers, whichever of them links are built for.
const ORG_SOURCES: [Strategy, (asked: TenantRequest) => string | null | undefined][] = [
  ['param', ({ search, header }) => new URLSearchParams(search).get('org') ?? header],
  ['cookie', ({ cookie }) => cookie],
]

function onSubdomain(label: string, asked: TenantRequest, tenancy: Tenancy): Resolved {
  const [first] = split(asked.path)
  // The API is on every host. And Next hands an action on to the page that has it, under the name of
  // that page's folder.
  if (first === '[orgSlug]' || first === 'api') return { kind: 'page' }
  if (isAppRoute(first) && asked.canRedirect) {
    return { kind: 'redirect', to: `${tenancy.origin}${asked.path}${asked.search}` }
  }
  if (!isSlug(label) || isAppRoute(first)) return { kind: 'nothing' }
  const rest = asked.path === '/' ? '' : asked.path
  return enterOrRedirect(label, rest + asked.search, 'subdomain', asked, tenancy)
}

function enterOrRedirect(
  slug: string,
  rest: string,
  from: Strategy,
  asked: TenantRequest,
  tenancy: Tenancy,
): Resolved {
  const [wanted] = tenancy.strategies
  if (from === wanted || !asked.canRedirect) return { kind: 'org', slug, rest, from }
  const page = rest.startsWith('/') ? rest : `/dashboard${rest}`
  if (wanted === 'cookie') return { kind: 'redirect', to: tenancy.origin + page, remember: slug }
  const link = linkInto(tenancy, slug, page)
  // Joined as text: `//evil.com` as a relative URL is another host.
  return { kind: 'redirect', to: link.startsWith('/') ? tenancy.origin + link : link }
}

function isReadable(path: string) {
  try {
    return decodeURI(path).length > 0
  } catch {
    return false
  }
}

/** The first segment of a path, and what follows it. */
function split(path: string): [string, string] {
  const end = path.indexOf('/', 1)
  return end === -1 ? [path.slice(1), ''] : [path.slice(1, end), path.slice(end)]
}

function withoutOrg(search: string): string {
  const params = new URLSearchParams(search)
  params.delete('org')
  return params.size ? `?${params}` : ''
}
