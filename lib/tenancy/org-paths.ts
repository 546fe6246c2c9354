import { env } from '@/lib/env'
import { linkInside, linkInto } from './links'
import { type Query, withQuery } from './paths'
import { isSlug } from './slugs'

// URLs of orgs depend on the configuration, so the server builds them and hands them to the browser.

export type OrgPage =
  | 'dashboard'
  | 'projects'
  | 'team'
  | 'activity'
  | 'activity/export'
  | 'settings'

/** A page of an org, for the pages of that same org. */
export function orgPath(
  { slug }: { slug: string },
  page: OrgPage = 'dashboard',
  query: Query = {},
): string {
  return linkInside(env().tenancy, slug, withQuery(`/${page}`, query))
}

/** A page of an org, for everywhere else: it leads into the org whichever one was open before. */
export function orgUrl(
  { slug }: { slug: string },
  page: OrgPage = 'dashboard',
  query: Query = {},
): string {
  return linkInto(env().tenancy, slug, withQuery(`/${page}`, query))
}

/** What leads into each org: no more of it than a browser needs. */
export function orgLinks(orgs: { id: string; name: string; slug: string }[]) {
  return orgs.map((org) => ({ id: org.id, name: org.name, href: orgUrl(org) }))
}

/** What stands before and after an org's address in the URLs of its pages. */
export function aroundSlug(): string[] {
  const { tenancy } = env()
  const url = new URL(linkInto(tenancy, 'slug', '/'), tenancy.origin).href
  return url.replace(/^https?:\/\/|\/$/g, '').split('slug')
}

/** A page that belongs to no org: an org's page may be on a host of its own. */
export function rootUrl(path: string): string {
  const { strategies, origin } = env().tenancy
  return strategies[0] === 'subdomain' ? origin + path : path
}

/** Where a path leads that was noted by the middleware: it names the org first, if there is one. */
export function notedUrl(path: string): string {
  const [, slug, rest = '/dashboard'] = /^\/([^/?]*)(\/.*)?$/.exec(path) ?? []
  return isSlug(slug) ? linkInto(env().tenancy, slug, rest) : rootUrl(path)
}
