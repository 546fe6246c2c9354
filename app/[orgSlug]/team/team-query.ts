import { z } from 'zod'
import { searchQuery } from '@/lib/list-query'
import { MEMBER_SORTS } from '@/lib/orgs/memberships'
import { orgUrl } from '@/lib/urls'

/** The search, order and page in the URL. Invalid parameters are ignored. */
export const teamQuery = searchQuery.extend({
  sort: z.enum(MEMBER_SORTS).catch('name'),
  order: z.enum(['asc', 'desc']).catch('asc'),
})

export type TeamQuery = z.infer<typeof teamQuery>

/** The team page with this query. Defaults are left out of the URL. */
export function teamUrl(org: { slug: string }, { q, sort, order, page }: Partial<TeamQuery>) {
  return orgUrl(org, 'team', {
    q,
    sort: sort === 'name' ? undefined : sort,
    order: order === 'asc' ? undefined : order,
    page: page === 1 ? undefined : page?.toString(),
  })
}
