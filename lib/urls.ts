import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import type { NamesIn } from '@/lib/define-resource'
import { env } from '@/lib/env'
import type * as resources from '@/lib/resources'
import { lastOrgCookie } from '@/lib/tenancy/last-org'
import { linkInside, linkInto } from '@/lib/tenancy/links'
import { paths, type Query, splitOrgPath, withQuery } from '@/lib/tenancy/paths'

type Page = NamesIn<typeof resources, 'pages'>

export type OrgPage = Page | `${Page}/${string}`

/** Works only on a page of the same org. Use `appUrl` elsewhere. */
export function orgUrl(
  org: { slug: string },
  page: OrgPage = 'dashboard',
  query: Query = {},
): string {
  return linkInside(env().tenancy, org.slug, withQuery(`/${page}`, query))
}

/** For the root host. A path that begins with a slug, such as `/acme/team`, redirects to the org's page. */
export function appUrl(path: string): string {
  const { strategies, origin } = env().tenancy
  return strategies[0] === 'subdomain' ? origin + path : path
}

/** Undefined for a person without a picture. */
export const pictureUrl = (userId: string, picture: string | null | undefined) =>
  picture ? appUrl(paths.picture(userId, picture)) : undefined

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
