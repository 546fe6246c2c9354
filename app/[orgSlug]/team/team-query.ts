import { z } from 'zod'
import { MEMBER_SORTS } from '@/lib/orgs/memberships'
import { orgUrl } from '@/lib/urls'

/** The search, order and page in the URL. Invalid parameters are ignored. */
export const teamQuery = z.object({
  // PostgreSQL rejects some control characters, and no name contains any.
  q: z
    .string()
    .trim()
    .max(254)
    .regex(/^\P{Cc}*$/u)
    .catch(''),
  sort: z.enum(MEMBER_SORTS).catch('name'),
  order: z.enum(['asc', 'desc']).catch('asc'),
  page: z.coerce.number().int().positive().max(1_000_000).catch(1),
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
