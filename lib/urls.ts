import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { NamesIn } from '@/lib/define-resource'
import { env } from '@/lib/env'
import type * as resources from '@/lib/resources'
import { lastOrgCookie } from '@/lib/tenancy/last-org'
import { linkInside, linkInto } from '@/lib/tenancy/links'
import { type Query, splitOrgPath, withQuery } from '@/lib/tenancy/paths'

type Page = NamesIn<typeof resources, 'pages'>

/** A page of the navigation, or one below it such as `projects/<id>`. */
export type OrgPage = Page | `${Page}/${string}`

/** A link from one page of an org to another. */
export function orgUrl(
  org: { slug: string },
  page: OrgPage = 'dashboard',
  query: Query = {},
): string {
  return linkInside(env().tenancy, org.slug, withQuery(`/${page}`, query))
}

/**
 * A link to a page on the root host. `path` is one of `paths`, or a page of an org with the slug as its
 * first segment, such as `/acme/team`: that form leads into the org in every strategy.
 */
export function appUrl(path: string): string {
  const { strategies, origin } = env().tenancy
  return strategies[0] === 'subdomain' ? origin + path : path
}

/** Ends an action on another page. `path` is as for `appUrl`. */
export async function redirectTo(path: string): Promise<never> {
  const { tenancy } = env()
  const { slug, rest } = splitOrgPath(path)
  if (!slug) redirect(appUrl(path))
  if (tenancy.strategies[0] !== 'cookie') redirect(linkInto(tenancy, slug, rest))
  // Next fetches the target itself, with the cookies that the action has set.
  const jar = await cookies()
  jar.set(lastOrgCookie(tenancy, slug))
  redirect(linkInside(tenancy, slug, rest))
}
