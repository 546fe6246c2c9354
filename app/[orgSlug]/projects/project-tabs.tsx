import { cn } from '@/components/cn'
import { Link } from '@/components/ui/link'
import type { OrgScope } from '@/lib/orgs/scope'
import { PROJECT_STATUSES } from '@/lib/projects/projects'
import { type ProjectsQuery, projectsUrl } from './projects-query'

const LABELS = { active: 'Active', archived: 'Archived' }

export function ProjectTabs({
  scope,
  query: { q, status },
  counts,
}: {
  scope: OrgScope
  query: ProjectsQuery
  counts: Record<ProjectsQuery['status'], number>
}) {
  return (
    <nav aria-label="Status">
      <ul className="flex gap-1 rounded-lg border bg-muted/60 p-0.5">
        {PROJECT_STATUSES.map((tab) => (
          <li key={tab}>
            <Link
              href={projectsUrl(scope.org, { q, status: tab })}
              aria-current={tab === status ? 'page' : undefined}
              className={cn(
                'flex h-8 items-center gap-1.5 rounded-md px-3 font-medium text-sm transition-colors pointer-coarse:h-11',
                tab === status
                  ? 'bg-card text-foreground shadow-raised dark:bg-accent'
                  : 'text-muted-foreground hover:text-foreground',
              )}
            >
              {LABELS[tab]}
              <span className="text-muted-foreground text-xs tabular-nums">
                {counts[tab].toLocaleString('en-US')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
