import type { Strategy, Tenancy } from './config'
import { parseHost } from './hosts'
import { linkInto } from './links'
import { isAppRoute, isFile, isOrgRoute, isSlug } from './slugs'

export type TenantRequest = {
  host: string
  path: string
  search: string
  cookie?: string
  header?: string
  canRedirect?: boolean
}

export type Resolved =
  | { kind: 'org'; slug: string; rest: string; from: Strategy }
  /** A form posted to a page of an org whose URL names none. The bound id of its action does. */
  | { kind: 'action-without-org'; page: string }
  | { kind: 'page' }
  | { kind: 'redirect'; to: string; remember?: string }
  | { kind: 'not-found' }
  /** A file that does not exist. Bots ask for many, so they get no page. */
  | { kind: 'no-file' }
  | { kind: 'unknown-host' }

export function resolve(request: TenantRequest, tenancy: Tenancy): Resolved {
  const resolved = resolveHost(request, tenancy)
  // For a malformed escape such as `%E0%A4%A`, Next would return a 500.
  const isMalformed = resolved.kind === 'page' && !canDecode(request.path)
  return isMalformed ? { kind: 'not-found' } : resolved
}

function resolveHost(request: TenantRequest, tenancy: Tenancy): Resolved {
  const { protocol, host: rootHost } = new URL(tenancy.origin)
  const host = parseHost(request.host, protocol)
  const isRoot = host === rootHost
  const label = host.endsWith(`.${tenancy.domain}`) ? host.slice(0, -tenancy.domain.length - 1) : ''
  if (!isRoot && (!label || !tenancy.strategies.includes('subdomain'))) {
    return { kind: 'unknown-host' }
  }
  const [first] = splitFirst(request.path)
  if (isFile(first)) return { kind: 'page' }
  if (first.includes('.') && !isAppRoute(first)) return { kind: 'no-file' }
  if (isRoot) return resolveRootHost(request, tenancy)
  return resolveSubdomain(label, request, tenancy)
}

function resolveRootHost(request: TenantRequest, tenancy: Tenancy): Resolved {
  const [first, rest] = splitFirst(request.path)
  if (isSlug(first)) return enterOrRedirect(first, rest + request.search, 'path', request, tenancy)
  if (!isOrgRoute(first)) return { kind: 'page' }
  const sources = ORG_SOURCES.filter(([strategy]) => tenancy.strategies.includes(strategy))
  if (!sources.length) return { kind: 'page' }
  const page = request.path + withoutOrg(request.search)
  for (const [strategy, readSlug] of sources) {
    const slug = readSlug(request)
    if (isSlug(slug)) return enterOrRedirect(slug, page, strategy, request, tenancy)
  }
  return request.canRedirect
    ? { kind: 'redirect', to: `${tenancy.origin}/orgs` }
    : { kind: 'action-without-org', page }
}

const ORG_SOURCES: [Strategy, (request: TenantRequest) => string | null | undefined][] = [
  ['param', ({ search, header }) => new URLSearchParams(search).get('org') ?? header],
  ['cookie', ({ cookie }) => cookie],
]

function resolveSubdomain(label: string, request: TenantRequest, tenancy: Tenancy): Resolved {
  const [first] = splitFirst(request.path)
  // The API is on every host. Next may request the path `/[orgSlug]/…` literally when it forwards an action.
  if (first === '[orgSlug]' || first === 'api') return { kind: 'page' }
  if (isAppRoute(first) && request.canRedirect) {
    return { kind: 'redirect', to: `${tenancy.origin}${request.path}${request.search}` }
  }
  if (!isSlug(label) || isAppRoute(first)) return { kind: 'not-found' }
  const rest = request.path === '/' ? '' : request.path
  return enterOrRedirect(label, rest + request.search, 'subdomain', request, tenancy)
}

function enterOrRedirect(
  slug: string,
  rest: string,
  from: Strategy,
  request: TenantRequest,
  tenancy: Tenancy,
): Resolved {
  const [preferred] = tenancy.strategies
  if (from === preferred || !request.canRedirect) return { kind: 'org', slug, rest, from }
  const page = rest.startsWith('/') ? rest : `/dashboard${rest}`
  if (preferred === 'cookie') return { kind: 'redirect', to: tenancy.origin + page, remember: slug }
  const link = linkInto(tenancy, slug, page)
  // Concatenated, because `new URL('//evil.com', origin)` is another host.
  return { kind: 'redirect', to: link.startsWith('/') ? tenancy.origin + link : link }
}

function canDecode(path: string) {
  try {
    return decodeURI(path).length > 0
  } catch {
    return false
  }
}

function splitFirst(path: string): [string, string] {
  const end = path.indexOf('/', 1)
  return end === -1 ? [path.slice(1), ''] : [path.slice(1, end), path.slice(end)]
}

function withoutOrg(search: string): string {
  const params = new URLSearchParams(search)
  params.delete('org')
  return params.size ? `?${params}` : ''
}
