import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { NamesIn } from '@/lib/define-resource'
import { env } from '@/lib/env'
import type * as resources from '@/lib/resources'
import { lastOrgCookie } from '@/lib/tenancy/last-org'
import { linkInside, linkInto } from '@/lib/tenancy/links'
import { type Query, splitOrgPath, withQuery } from '@/lib/tenancy/paths'

type Page = NamesIn<typeof resources, 'pages'>

/** A page of an org's navigation, or one below it such as `projects/<id>`. */
export type OrgPage = Page | `${Page}/${string}`

/** A link from one page of an org to another page of the same org. */
export function orgUrl(
  org: { slug: string },
  page: OrgPage = 'dashboard',
  query: Query = {},
): string {
  return linkInside(env().tenancy, org.slug, withQuery(`/${page}`, query))
}

/**
 * A link to a page on the root host. `path` is one of `paths` or, for a link into an org from outside,
 * begins with its slug: `/acme/team` redirects to the org's page in every strategy.
 */
export function appUrl(path: string): string {
  const { strategies, origin } = env().tenancy
  return strategies[0] === 'subdomain' ? origin + path : path
}

/** Ends an action with another page. `path` is as for `appUrl`. */
export async function redirectTo(path: string): Promise<never> {
  const { tenancy } = env()
  const { slug, rest } = splitOrgPath(path)
  if (!slug) redirect(appUrl(path))
  if (tenancy.strategies[0] !== 'cookie') redirect(linkInto(tenancy, slug, rest))
  // Next requests the target itself, with the cookies set here. It would drop a cookie set by a redirect.
  const jar = await cookies()
  jar.set(lastOrgCookie(tenancy, slug))
  redirect(linkInside(tenancy, slug, rest))
}
