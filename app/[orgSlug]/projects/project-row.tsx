import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { Time } from '@/components/ui/time'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Project } from '@/lib/projects/projects'
import { orgUrl } from '@/lib/urls'
import { ProjectMenuButton } from './project-menus'

export function ProjectRow({ scope, project }: { scope: OrgScope; project: Project }) {
  const { id, name, createdByName, createdAt, archivedAt } = project
  return (
    <li className="flex items-center justify-between gap-x-6 px-4 py-3 sm:px-5">
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <Link
            href={orgUrl(scope.org, `projects/${id}`)}
            className="min-w-0 truncate rounded-sm font-medium text-sm underline-offset-4 hover:underline"
          >
            {name}
          </Link>
          {archivedAt && <Badge>Archived</Badge>}
        </p>
        <p className="truncate text-[0.8125rem] text-muted-foreground">
          {createdByName}, <Time date={createdAt} />
        </p>
      </div>
      <ProjectMenuButton project={{ id, name, archived: archivedAt !== null }} />
    </li>
  )
}
