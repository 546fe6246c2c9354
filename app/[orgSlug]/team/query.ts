import { z } from 'zod'
import { MEMBER_SORTS } from '@/lib/orgs/memberships'
import { orgUrl } from '@/lib/urls'

// What makes no sense counts as not said.
const schema = z.object({
  // Nobody's name has control characters, and PostgreSQL does not take all of them.
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

/** Which members the address asks for. */
export type TeamQuery = z.infer<typeof schema>

export function parseQuery(searchParams: Record<string, unknown>): TeamQuery {
  return schema.parse(searchParams)
}

/** The address that asks for these members. */
export function teamPath(org: { slug: string }, { q, sort, order, page }: Partial<TeamQuery>) {
  return orgUrl(org, 'team', {
    q,
    sort: sort === 'name' ? undefined : sort,
    order: order === 'asc' ? undefined : order,
    page: page === 1 ? undefined : page?.toString(),
  })
}
