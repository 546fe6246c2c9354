import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { env } from '@/lib/env'
import { lastOrgCookie } from '@/lib/tenancy/last-org'
import { linkInside } from '@/lib/tenancy/links'
import { parseFullPath, urlOf } from '@/lib/tenancy/org-paths'

/** Ends an action on another page, given by its full path. */
export async function redirectTo(fullPath: string): Promise<never> {
  const { tenancy } = env()
  const { slug, rest } = parseFullPath(fullPath)
  if (!slug || tenancy.strategies[0] !== 'cookie') redirect(urlOf(fullPath))
  // Next fetches the page itself then, with what is in the jar.
  const jar = await cookies()
  jar.set(lastOrgCookie(tenancy, slug))
  redirect(linkInside(tenancy, slug, rest))
}
