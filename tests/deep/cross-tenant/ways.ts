import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import type { TargetOrg } from '../../attack/target-org'
import { orgCookie, type Sent } from '../../e2e/support/send'

/** Returns a request for a page of an org, such as `/team`. `domain` has the orgs as subdomains. */
type Way = (org: string, page: string, domain: string) => Sent

/** How a request can name an org: as each strategy does, and in what Next or a proxy could read. */
export const WAYS: Record<string, Way> = {
  path: (org, page) => ({ path: `/${org}${page}` }),
  subdomain: (org, page, domain) => ({ path: page, headers: { host: `${org}.${domain}` } }),
  'a forwarded host': (org, page, domain) => ({
    path: page,
    headers: { 'x-forwarded-host': `${org}.${domain}`, forwarded: `host=${org}.${domain}` },
  }),
  cookie: (org, page, domain) => ({
    path: page,
    headers: { cookie: orgCookie(domain.split(':')[1] ?? '', org) },
  }),
  param: (org, page) => ({ path: `${page}?org=${org}` }),
  'two parameters': (org, page) => ({ path: `${page}?org=-&org=${org}` }),
  'the header X-Org': (org, page) => ({ path: page, headers: { 'x-org': org } }),
  'the parameter of the segment': (org, page) => ({
    path: `/[orgSlug]${page}?nxtPorgSlug=${org}&orgSlug=${org}`,
  }),
  'headers of the middleware': (org, page) => ({
    path: page,
    headers: {
      [REQUEST_HEADERS.path]: `/${org}${page}`,
      [REQUEST_HEADERS.from]: 'path',
      'x-middleware-rewrite': `/${org}${page}`,
      'x-middleware-override-headers': REQUEST_HEADERS.path,
      [`x-middleware-request-${REQUEST_HEADERS.path}`]: `/${org}${page}`,
    },
  }),
  'headers of a proxy': (org, page) => ({
    path: page,
    headers: {
      'x-original-url': `/${org}${page}`,
      'x-rewrite-url': `/${org}${page}`,
      'x-invoke-path': `/${org}${page}`,
      'x-matched-path': `/${org}${page}`,
      'x-forwarded-prefix': `/${org}`,
      'next-url': `/${org}${page}`,
    },
  }),
}

/** What can stand for an org where its slug is expected. */
export function namesOf({ admin, earlierSlug, deleted }: TargetOrg) {
  const { id, slug } = admin.org
  return {
    slug,
    'an earlier slug': earlierSlug,
    'its id': id,
    'the slug in upper case': slug.toUpperCase(),
    'the slug with an encoded letter': slug.replace('o', '%6f'),
    'the slug with a dot': `${slug}.`,
    'the slug of a deleted org': deleted.org.slug,
  }
}

/** The same request as each method, and as the router of the browser sends it. */
export const KINDS: Record<string, Partial<Sent>> = {
  GET: {},
  HEAD: { method: 'HEAD' },
  POST: { method: 'POST' },
  'a soft navigation': { headers: { rsc: '1' } },
}
