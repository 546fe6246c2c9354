import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STRATEGIES, type Tenancy } from '@/lib/tenancy/config'
import { linkInside, linkInto } from '@/lib/tenancy/links'
import { type Resolved, resolve, type TenantRequest } from '@/lib/tenancy/resolve'
import { isSlug } from '@/lib/tenancy/slugs'
import { ROOT, tenancy } from './example-tenancy'

const slugs = fc.stringMatching(/^[a-z0-9]+(-[a-z0-9]+)*$/).filter(isSlug)
const routes = fc.constantFrom('dashboard', 'projects', 'team', 'activity', 'settings')
const queries = fc
  .dictionary(
    fc.string({ minLength: 1 }).filter((name) => name !== 'org'),
    fc.string(),
  )
  .map((query) => String(new URLSearchParams(query)))
const configurations = fc
  .shuffledSubarray([...STRATEGIES], { minLength: 1 })
  .map((strategies) => tenancy(...strategies))
const randomRequests = fc.record({
  host: fc.oneof(fc.string(), fc.constantFrom(ROOT, 'acme.example.com', 'x.y.example.com')),
  path: fc.oneof(
    fc.webPath(),
    fc.string(),
    routes.map((route) => `/${route}`),
  ),
  search: fc.oneof(
    fc.string(),
    fc.webQueryParameters().map((query) => `?${query}`),
  ),
  cookie: fc.option(fc.string(), { nil: undefined }),
  header: fc.option(fc.string(), { nil: undefined }),
  canRedirect: fc.boolean(),
})

test('for random requests, it never throws, and every slug and host in a result is valid', () => {
  fc.assert(
    fc.property(randomRequests, configurations, (request, tenancy) => {
      const resolved = resolve(request, tenancy)
      if (resolved.kind === 'org') expect(isSlug(resolved.slug)).toBe(true)
      if (resolved.kind !== 'redirect') return
      const { hostname } = new URL(resolved.to)
      expect(hostname === ROOT || isSlug(hostname.replace(/\.example\.com$/, ''))).toBe(true)
      if (resolved.remember) expect(isSlug(resolved.remember)).toBe(true)
    }),
    { numRuns: 5_000 },
  )
})

test('a link into an org opens that org and that page, after at most one redirect', () => {
  fc.assert(
    fc.property(slugs, routes, queries, configurations, (slug, route, query, tenancy) => {
      const rest = query ? `/${route}?${query}` : `/${route}`
      const first = follow(linkInto(tenancy, slug, rest), tenancy)
      const last =
        first.kind === 'redirect' ? follow(first.to, tenancy, { cookie: first.remember }) : first
      expect(last).toMatchObject({ kind: 'org', slug, from: tenancy.strategies[0] })
      expect(sameQuery(last, rest)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

test('a link inside an org stays in it', () => {
  fc.assert(
    fc.property(slugs, routes, queries, configurations, (slug, route, query, tenancy) => {
      const rest = query ? `/${route}?${query}` : `/${route}`
      const host = tenancy.strategies[0] === 'subdomain' ? `${slug}.example.com` : ROOT
      const resolved = follow(linkInside(tenancy, slug, rest), tenancy, { host, cookie: slug })
      expect(resolved).toMatchObject({ kind: 'org', slug, from: tenancy.strategies[0] })
      expect(sameQuery(resolved, rest)).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})

function follow(link: string, tenancy: Tenancy, given: Partial<TenantRequest> = {}): Resolved {
  const url = new URL(link, tenancy.origin)
  const { host, pathname: path, search } = url
  return resolve({ host, path, search, canRedirect: true, ...given }, tenancy)
}

// The same query can be encoded in several ways.
function sameQuery(resolved: Resolved, rest: string) {
  const read = (path: string) => new URL(path, 'https://x').searchParams.toString()
  return resolved.kind === 'org' && read(resolved.rest) === read(rest)
}
