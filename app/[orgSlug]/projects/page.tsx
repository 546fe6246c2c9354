import { Archive, ArchiveRestore, FolderKanban, Pencil, Plus, Trash2 } from 'lucide-react'
import { FormField } from '@/components/action-form'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { FormDialog } from '@/components/form-dialog'
import { ToastForm } from '@/components/toast-form'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { requireOrgMember } from '@/lib/orgs/guards'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { listProjects, type Project } from '@/lib/projects/projects'
import {
  archiveProjectAction,
  createProjectAction,
  deleteProjectAction,
  renameProjectAction,
  restoreProjectAction,
} from './actions'

export const metadata = { title: 'Projects' }

export default async function ProjectsPage({ params }: PageProps<'/[orgSlug]/projects'>) {
  const scope = await requireOrgMember((await params).orgSlug)
  const projects = await listProjects(scope)
  return (
    <>
      <PageHeader
        title="Projects"
        description={`What ${scope.org.name} works on.`}
        actions={projects.length > 0 && <NewProject scope={scope} />}
      />
      {projects.length ? (
        <ul className="divide-y overflow-hidden rounded-xl border bg-card shadow-raised">
          {projects.map((project) => (
            <ProjectRow key={project.id} scope={scope} project={project} />
          ))}
        </ul>
      ) : (
        <EmptyState
          icon={FolderKanban}
          title="No projects yet"
          description="Projects are what your team works on together. Everybody in the organization sees them, nobody else does."
          action={<NewProject scope={scope} />}
        />
      )}
    </>
  )
}

function NewProject({ scope: { org } }: { scope: OrgScope }) {
  return (
    <FormDialog
      trigger={
        <Button>
          <Plus aria-hidden />
          New project
        </Button>
      }
      title="New project"
      submit="Create project"
      action={createProjectAction.bind(null, org.id)}
    >
      <FormField name="name" label="Project name" autoComplete="off" required />
    </FormDialog>
  )
}

function ProjectRow({ scope, project }: { scope: OrgScope; project: Project }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 basis-64 max-sm:basis-full sm:flex-1">
        <p className="flex items-center gap-2">
          <span className="min-w-0 truncate font-medium text-sm">{project.name}</span>
          {project.archivedAt && <Badge>Archived</Badge>}
        </p>
        <p className="truncate text-[0.8125rem] text-muted-foreground">
          {project.createdByName}, <Time date={project.createdAt} />
        </p>
      </div>
      <div className="-mx-3 flex">
        <Rename scope={scope} project={project} />
        <ArchiveOrRestore scope={scope} project={project} />
        {can(scope.membership, 'project.delete') && <Delete scope={scope} project={project} />}
      </div>
    </li>
  )
}

type RowProps = { scope: OrgScope; project: Project }

function Rename({ scope: { org }, project: { id, name } }: RowProps) {
  return (
    <FormDialog
      trigger={
        <Button variant="ghost" size="sm">
          <Pencil aria-hidden />
          Rename
        </Button>
      }
      title="Rename project"
      submit="Save name"
      action={renameProjectAction.bind(null, org.id)}
    >
      <input type="hidden" name="id" value={id} />
      <FormField name="name" label="Project name" autoComplete="off" required defaultValue={name} />
    </FormDialog>
  )
}

function ArchiveOrRestore({ scope: { org }, project: { id, archivedAt } }: RowProps) {
  const action = archivedAt ? restoreProjectAction : archiveProjectAction
  const Icon = archivedAt ? ArchiveRestore : Archive
  return (
    <ToastForm action={action.bind(null, org.id)}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton variant="ghost" size="sm">
        <Icon aria-hidden />
        {archivedAt ? 'Restore' : 'Archive'}
      </SubmitButton>
    </ToastForm>
  )
}

function Delete({ scope: { org }, project: { id, name } }: RowProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm">
          <Trash2 aria-hidden />
          Delete
        </Button>
      }
      title={`Delete ${name}?`}
      description="The project is deleted for everybody in the organization. This cannot be undone."
      submit="Delete project"
      action={deleteProjectAction.bind(null, org.id)}
    >
      <input type="hidden" name="id" value={id} />
    </ConfirmDialog>
  )
}
