import { Archive, ArchiveRestore, Pencil, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { ConfirmDialog } from '@/components/overlays/confirm-dialog'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Time } from '@/components/ui/time'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Project } from '@/lib/projects/projects'
import { orgUrl } from '@/lib/urls'
import {
  archiveProjectAction,
  deleteProjectAction,
  renameProjectAction,
  restoreProjectAction,
} from './actions'

type RowProps = { scope: OrgScope; project: Project }

export function ProjectRow({ scope, project }: RowProps) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-5">
      <div className="min-w-0 basis-64 max-sm:basis-full sm:flex-1">
        <p className="flex items-center gap-2">
          <Link
            href={orgUrl(scope.org, `projects/${project.id}`)}
            className="min-w-0 truncate rounded-sm font-medium text-sm underline-offset-4 hover:underline"
          >
            {project.name}
          </Link>
          {project.archivedAt && <Badge>Archived</Badge>}
        </p>
        <p className="truncate text-[0.8125rem] text-muted-foreground">
          {project.createdByName}, <Time date={project.createdAt} />
        </p>
      </div>
      <fieldset aria-label={`Actions for ${project.name}`} className="-mx-3 flex">
        <Rename scope={scope} project={project} />
        <ArchiveOrRestore scope={scope} project={project} />
        {can(scope.membership, 'project.delete') && <Delete scope={scope} project={project} />}
      </fieldset>
    </li>
  )
}

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
      subject={id}
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
        <span>{archivedAt ? 'Restore' : 'Archive'}</span>
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
      description="The project and its tasks are deleted for everyone in the organization. You cannot undo this."
      submit="Delete project"
      action={deleteProjectAction.bind(null, org.id)}
    >
      <input type="hidden" name="id" value={id} />
    </ConfirmDialog>
  )
}
