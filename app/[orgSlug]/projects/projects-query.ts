import { z } from 'zod'
import { searchQuery } from '@/lib/list-query'
import { PROJECT_STATUSES } from '@/lib/projects/projects'
import { orgUrl } from '@/lib/urls'

/** The tab, search and page in the URL. Invalid parameters are ignored. */
export const projectsQuery = searchQuery.extend({
  status: z.enum(PROJECT_STATUSES).catch('active'),
})

export type ProjectsQuery = z.infer<typeof projectsQuery>

/** The projects page with this query. Defaults are left out of the URL. */
export function projectsUrl(org: { slug: string }, { status, q, page }: Partial<ProjectsQuery>) {
  return orgUrl(org, 'projects', {
    status: status === 'active' ? undefined : status,
    q,
    page: page === 1 ? undefined : page?.toString(),
  })
}
