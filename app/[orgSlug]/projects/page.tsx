import { Archive, FolderKanban, SearchX } from 'lucide-react'
import { redirect } from 'next/navigation'
import { SearchForm } from '@/components/forms/search-form'
import { Notice } from '@/components/notice'
import { Pagination } from '@/components/pagination'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { requireOrgMember } from '@/lib/orgs/guards'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { countProjects, listProjects, PROJECTS_PER_PAGE } from '@/lib/projects/projects'
import { NewProject } from './new-project'
import { ProjectMenus } from './project-menus'
import { ProjectRow } from './project-row'
import { ProjectTabs } from './project-tabs'
import { type ProjectsQuery, projectsQuery, projectsUrl } from './projects-query'

export const metadata = { title: 'Projects' }

export default async function ProjectsPage({
  params,
  searchParams,
}: PageProps<'/[orgSlug]/projects'>) {
  const scope = await requireOrgMember((await params).orgSlug)
  const { notice, ...search } = await searchParams
  const query = projectsQuery.parse(search)
  const { q, status, page } = query
  const [{ projects, total }, counts] = await Promise.all([
    listProjects(scope, { search: q, status, page }),
    countProjects(scope, q),
  ])
  if (!projects.length && page > 1) {
    redirect(projectsUrl(scope.org, { ...query, page: Math.ceil(total / PROJECTS_PER_PAGE) || 1 }))
  }
  const isEmpty = !q && !counts.active && !counts.archived
  return (
    <>
      {notice === 'deleted' && <Notice message="Project deleted." />}
      <PageHeader
        title="Projects"
        description={`What ${scope.org.name} works on.`}
        actions={!isEmpty && <NewProject scope={scope} />}
      />
      {isEmpty ? (
        <EmptyState
          icon={FolderKanban}
          title="No projects yet"
          description="Projects are what your team works on together. Only members of your organization see them."
          action={<NewProject scope={scope} />}
        />
      ) : (
        <div className="space-y-4">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
            <ProjectTabs scope={scope} query={query} counts={counts} />
            <SearchForm
              href={projectsUrl(scope.org, { status })}
              value={q}
              label="Search projects"
              placeholder="Project name"
            />
          </div>
          {total ? (
            <div>
              <ProjectMenus
                orgId={scope.org.id}
                canDelete={can(scope.membership, 'project.delete')}
              >
                <ul className="divide-y overflow-hidden rounded-xl border bg-card shadow-raised">
                  {projects.map((project) => (
                    <ProjectRow key={project.id} scope={scope} project={project} />
                  ))}
                </ul>
              </ProjectMenus>
            </div>
          ) : (
            <NothingFound scope={scope} query={query} />
          )}
          <Pagination
            page={page}
            perPage={PROJECTS_PER_PAGE}
            total={total}
            href={(page) => projectsUrl(scope.org, { ...query, page })}
          />
        </div>
      )}
    </>
  )
}

function NothingFound({
  scope: { org },
  query: { q, status },
}: {
  scope: OrgScope
  query: ProjectsQuery
}) {
  if (q) {
    return (
      <EmptyState
        icon={SearchX}
        title={`No ${status} project matches “${q}”`}
        description="Try a part of its name."
        action={
          <TextLink href={projectsUrl(org, { status })} className="text-sm">
            Show all {status} projects
          </TextLink>
        }
      />
    )
  }
  return status === 'active' ? (
    <EmptyState
      icon={FolderKanban}
      title="No active projects"
      description="All your projects are archived. Restore one, or create a new one."
    />
  ) : (
    <EmptyState
      icon={Archive}
      title="No archived projects"
      description="Archive a project when its work is done. You can restore it at any time."
    />
  )
}
