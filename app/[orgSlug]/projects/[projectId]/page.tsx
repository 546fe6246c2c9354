import { ListTodo } from 'lucide-react'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { FormMessage } from '@/components/forms/form-message'
import { Notice } from '@/components/notice'
import { Pagination } from '@/components/pagination'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import { idField } from '@/lib/fields'
import { pageQuery } from '@/lib/list-query'
import { requireOrgMember } from '@/lib/orgs/guards'
import { listMembers, type Member } from '@/lib/orgs/memberships'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { findProject, type Project } from '@/lib/projects/projects'
import { listTasks, TASKS_PER_PAGE } from '@/lib/projects/tasks'
import { orgUrl } from '@/lib/urls'
import { ProjectMenuButton, ProjectMenus } from '../project-menus'
import { AddTask } from './add-task'
import { TaskMenus } from './task-menus'
import { TaskRow } from './task-row'

type Props = PageProps<'/[orgSlug]/projects/[projectId]'>

export async function generateMetadata({ params }: Props) {
  const scope = await requireOrgMember((await params).orgSlug)
  const { name } = await requireProject(scope, (await params).projectId)
  return { title: name }
}

export default async function ProjectPage({ params, searchParams }: Props) {
  const scope = await requireOrgMember((await params).orgSlug)
  const project = await requireProject(scope, (await params).projectId)
  const query = await searchParams
  const { page } = pageQuery.parse(query)
  // The select offers the first 50 members. Larger organizations need a search field instead.
  const [{ tasks, total }, { members }] = await Promise.all([
    listTasks(scope, project.id, page),
    listMembers(scope),
  ])
  const href = (page: number) =>
    orgUrl(scope.org, `projects/${project.id}`, { page: page > 1 ? `${page}` : undefined })
  if (!tasks.length && page > 1) redirect(href(Math.ceil(total / TASKS_PER_PAGE)))
  return (
    <>
      {query.notice === 'created' && <Notice message="Project created." />}
      <Header scope={scope} project={project} />
      <div className="space-y-4">
        {project.archivedAt ? (
          <FormMessage tone="info">This project is archived. Restore it to add tasks.</FormMessage>
        ) : (
          <AddTask scope={scope} projectId={project.id} />
        )}
        {tasks.length ? (
          <div>
            <TaskMenus orgId={scope.org.id} members={members.map(idAndName)}>
              <ul className="divide-y overflow-hidden rounded-xl border bg-card shadow-raised">
                {tasks.map((task) => (
                  <TaskRow key={task.id} scope={scope} task={task} />
                ))}
              </ul>
            </TaskMenus>
          </div>
        ) : (
          <EmptyState
            icon={ListTodo}
            {...(project.archivedAt
              ? { title: 'No tasks' }
              : {
                  title: 'No tasks yet',
                  description: 'Add the first thing to do, and assign it to a member.',
                })}
          />
        )}
        <Pagination page={page} perPage={TASKS_PER_PAGE} total={total} href={href} />
      </div>
    </>
  )
}

const requireProject = cache(
  async (scope: OrgScope, id: string): Promise<Project> =>
    (idField.safeParse(id).success && (await findProject(scope, id))) || notFound(),
)

const idAndName = ({ userId, name }: Member) => ({ id: userId, name })

function Header({ scope, project }: { scope: OrgScope; project: Project }) {
  const { id, name, createdByName, createdAt, archivedAt } = project
  return (
    <PageHeader
      title={name}
      description={
        <>
          Created <Time date={createdAt} viewer={scope.user} /> by {createdByName}{' '}
          {archivedAt && <Badge className="ml-1">Archived</Badge>}
        </>
      }
      actions={
        <>
          <TextLink href={orgUrl(scope.org, 'projects')} className="text-sm">
            All projects
          </TextLink>
          <div>
            <ProjectMenus
              orgId={scope.org.id}
              isOwnPage
              canDelete={can(scope.membership, 'project.delete')}
            >
              <ProjectMenuButton project={{ id, name, archived: archivedAt !== null }} />
            </ProjectMenus>
          </div>
        </>
      }
    />
  )
}
