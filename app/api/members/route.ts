import { runHandler } from '@/lib/http'
import { searchQuery } from '@/lib/list-query'
import { requireApiMember } from '@/lib/orgs/guards'
import { listMembers } from '@/lib/orgs/memberships'

/** One page of an org's members: `GET /api/members?org=acme&q=ann&page=2`. */
export async function GET(request: Request) {
  return runHandler(request, async () => {
    const scope = await requireApiMember(request)
    const { q, page } = searchQuery.parse(Object.fromEntries(new URL(request.url).searchParams))
    return Response.json(await listMembers(scope, { search: q, page }))
  })
}
