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
export function orgPath(org: { slug: string }, page?: OrgPage, query?: Query): string {
  return linkInside(env().tenancy, org.slug, pageOf(page, query))
}

/** A page of an org, for everywhere else: it leads into the org whichever one was open before. */
export function orgUrl(org: { slug: string }, page?: OrgPage, query?: Query): string {
  return linkInto(env().tenancy, org.slug, pageOf(page, query))
}

/**
 * A page of an org in the form that every strategy understands, and that says by itself which org it
 * is: with the org as its first segment. Other pages have no other form than their own.
 */
export function fullPath(org: { slug: string }, page?: OrgPage, query?: Query): string {
  return `/${org.slug}${pageOf(page, query)}`
}

const pageOf = (page: OrgPage = 'dashboard', query: Query = {}) => withQuery(`/${page}`, query)

/** What leads into each org: no more of it than a browser needs. */
export function orgLinks(orgs: { id: string; name: string; slug: string }[]) {
  return orgs.map((org) => ({ id: org.id, name: org.name, href: orgUrl(org) }))
}

/** What stands before and after an org's address in the URLs of its pages. */
export function orgUrlAffixes(): string[] {
  const { tenancy } = env()
  const url = new URL(linkInto(tenancy, 'slug', '/'), tenancy.origin).href
  return url.replace(/^https?:\/\/|\/$/g, '').split('slug')
}

/** A page that belongs to no org: an org's page may be on a host of its own. */
export function rootUrl(path: string): string {
  const { strategies, origin } = env().tenancy
  return strategies[0] === 'subdomain' ? origin + path : path
}

/** Where a full path leads, from anywhere. */
export function urlOf(fullPath: string): string {
  const { slug, rest } = parseFullPath(fullPath)
  return slug ? linkInto(env().tenancy, slug, rest) : rootUrl(fullPath)
}

export function parseFullPath(fullPath: string): { slug: string | null; rest: string } {
  const [, slug, rest = '/dashboard'] = /^\/([^/?]*)(\/.*)?$/.exec(fullPath) ?? []
  return isSlug(slug) ? { slug, rest } : { slug: null, rest: fullPath }
}
