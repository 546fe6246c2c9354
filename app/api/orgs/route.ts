import { requireApiUser } from '@/lib/auth/guards'
import { runHandler } from '@/lib/http'
import { searchQuery } from '@/lib/list-query'
import { searchOrgs } from '@/lib/orgs/orgs'
import { appUrl } from '@/lib/urls'

/** One page of the caller's orgs, the last used first: `GET /api/orgs?q=acme&page=2`. */
export async function GET(request: Request) {
  return runHandler(request, async () => {
    const user = await requireApiUser()
    const { q, page } = searchQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
    const { orgs, total } = await searchOrgs(user, { search: q, sort: 'use', page })
    const links = orgs.map((org) => ({ ...org, url: appUrl(`/${org.slug}/dashboard`) }))
    return Response.json({ orgs: links, total })
  })
}
