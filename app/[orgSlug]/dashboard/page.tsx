import { Archive } from 'lucide-react'
import { InvitationsNotice } from '@/app/_shell/invitations-notice'
import { NewProject } from '@/app/[orgSlug]/projects/new-project'
import { projectsUrl } from '@/app/[orgSlug]/projects/projects-query'
import { ActivityDescription } from '@/components/activity-description'
import { Notice } from '@/components/notice'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { partsOfActivity } from '@/lib/audit/describe-activity'
import { type Activity, listActivity } from '@/lib/audit/list-activity'
import { countMyInvitations, requireOrgMember } from '@/lib/orgs/guards'
import { findTeammate } from '@/lib/orgs/orgs'
import type { OrgScope } from '@/lib/orgs/scope'
import { listRecentProjects, type Project } from '@/lib/projects/projects'
import { orgUrl, pictureUrl } from '@/lib/urls'
import { FirstSteps } from './first-steps'

export const metadata = { title: 'Dashboard' }

export default async function DashboardPage({
  params,
  searchParams,
}: PageProps<'/[orgSlug]/dashboard'>) {
  const { orgSlug } = await params
  const scope = await requireOrgMember(orgSlug)
  const { notice } = await searchParams
  const [projects, activity] = await Promise.all([
    listRecentProjects(scope, 6),
    listActivity(scope, { limit: 8 }),
  ])
  // Most teams are in their latest activity, which makes the query rare.
  const isSharedWork = activity.some(({ actorId }) => actorId !== scope.user.id)
  const hasTeam = isSharedWork || (await findTeammate(scope))
  const hasProject = projects.length > 0
  return (
    <>
      {notice === 'joined' && <Notice message={`You joined ${scope.org.name}.`} />}
      <InvitationsNotice count={await countMyInvitations(orgSlug)} />
      <PageHeader
        title={scope.org.name}
        description={`Welcome back, ${firstName(scope.user.name)}.`}
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[3fr_2fr]">
        <div className="space-y-6">
          <FirstSteps scope={scope} hasTeam={hasTeam} hasProject={hasProject} />
          {hasProject && <Projects scope={scope} projects={projects} />}
        </div>
        <LatestActivity scope={scope} activity={activity} />
      </div>
    </>
  )
}

function Projects({ scope, projects }: { scope: OrgScope; projects: Project[] }) {
  const { org } = scope
  if (projects[0]?.archivedAt) {
    return (
      <EmptyState
        icon={Archive}
        title="All projects are archived"
        description="Start a new one, or restore an archived one."
        action={
          <>
            <NewProject scope={scope} />
            <Button asChild variant="outline">
              <Link href={projectsUrl(org, { status: 'archived' })}>Archived projects</Link>
            </Button>
          </>
        }
      />
    )
  }
  return (
    <Card>
      <CardHeader
        title="Projects"
        actions={
          <TextLink href={orgUrl(org, 'projects')} className="text-sm">
            All projects
          </TextLink>
        }
      />
      <CardContent>
        <ul className="-my-3 divide-y">
          {projects.map((project) => (
            <li
              key={project.id}
              className="relative flex items-baseline justify-between gap-4 py-3 text-sm"
            >
              <Link
                href={orgUrl(org, `projects/${project.id}`)}
                title={project.name}
                className="min-w-0 truncate rounded-sm font-medium underline-offset-4 after:absolute after:inset-0 hover:underline"
              >
                {project.name}
              </Link>
              <p className="shrink-0 text-muted-foreground">
                Created <Time date={project.createdAt} viewer={scope.user} />
              </p>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}

function LatestActivity({ scope, activity }: { scope: OrgScope; activity: Activity[] }) {
  const { org } = scope
  return (
    <Card>
      <CardHeader
        title="Latest activity"
        actions={
          <TextLink href={orgUrl(org, 'activity')} className="text-sm">
            All activity
          </TextLink>
        }
      />
      <CardContent>
        <ul className="space-y-4">
          {activity.map((entry) => (
            <li key={entry.id} className="flex gap-3 text-sm leading-5">
              <Avatar
                name={entry.actorName}
                picture={pictureUrl(entry.actorId, entry.actorPicture)}
                size="sm"
              />
              <div className="min-w-0 [overflow-wrap:anywhere]">
                <p>
                  <span className="font-medium">{entry.actorName}</span>{' '}
                  <ActivityDescription org={org} parts={partsOfActivity(entry)} />
                </p>
                <Time
                  date={entry.createdAt}
                  viewer={scope.user}
                  className="text-muted-foreground text-xs"
                />
              </div>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}

const firstName = (name: string) => name.split(' ', 1)[0]
