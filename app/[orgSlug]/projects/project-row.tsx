import { Link } from '@/components/ui/link'
import { Time } from '@/components/ui/time'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Project } from '@/lib/projects/projects'
import { orgUrl } from '@/lib/urls'
import { ProjectMenuButton } from './project-menus'

export function ProjectRow({ scope, project }: { scope: OrgScope; project: Project }) {
  const { id, name, createdByName, createdAt, archivedAt } = project
  return (
    <li className="relative flex items-center justify-between gap-x-6 px-4 py-3 hover:bg-muted/40 sm:px-5">
      <div className="min-w-0 flex-1">
        <p className="truncate">
          {/* The link covers the row, below the button of its menu. */}
          <Link
            href={orgUrl(scope.org, `projects/${id}`)}
            title={name}
            className="font-medium text-sm after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2"
          >
            {name}
          </Link>
        </p>
        <p title={createdByName} className="truncate text-[0.8125rem] text-muted-foreground">
          {archivedAt ? (
            <>
              Archived <Time date={archivedAt} viewer={scope.user} />
            </>
          ) : (
            <>
              Created <Time date={createdAt} viewer={scope.user} /> by {createdByName}
            </>
          )}
        </p>
      </div>
      <div className="relative">
        <ProjectMenuButton project={{ id, name, archived: archivedAt !== null }} />
      </div>
    </li>
  )
}
