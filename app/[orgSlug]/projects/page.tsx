import { FolderKanban, SearchX } from 'lucide-react'
import { redirect } from 'next/navigation'
import { SearchForm } from '@/components/forms/search-form'
import { Pagination } from '@/components/pagination'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { searchQuery } from '@/lib/list-query'
import { requireOrgMember } from '@/lib/orgs/guards'
import { can } from '@/lib/orgs/permissions'
import { listProjects, PROJECTS_PER_PAGE } from '@/lib/projects/projects'
import { orgUrl } from '@/lib/urls'
import { NewProject } from './new-project'
import { ProjectMenus } from './project-menus'
import { ProjectRow } from './project-row'

export const metadata = { title: 'Projects' }

export default async function ProjectsPage({
  params,
  searchParams,
}: PageProps<'/[orgSlug]/projects'>) {
  const scope = await requireOrgMember((await params).orgSlug)
  const { q, page } = searchQuery.parse(await searchParams)
  const { projects, total } = await listProjects(scope, { search: q, page })
  const href = (page: number) =>
    orgUrl(scope.org, 'projects', { q, page: page > 1 ? `${page}` : undefined })
  if (!projects.length && page > 1) redirect(href(Math.ceil(total / PROJECTS_PER_PAGE)))
  const isEmpty = !total && !q
  return (
    <>
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
          <SearchForm
            href={orgUrl(scope.org, 'projects')}
            value={q}
            label="Search projects"
            placeholder="Project name"
          />
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
            <EmptyState
              icon={SearchX}
              title={`No project matches “${q}”`}
              description="Try a part of its name."
              action={
                <TextLink href={orgUrl(scope.org, 'projects')} className="text-sm">
                  Show all projects
                </TextLink>
              }
            />
          )}
          <Pagination page={page} perPage={PROJECTS_PER_PAGE} total={total} href={href} />
        </div>
      )}
    </>
  )
}
