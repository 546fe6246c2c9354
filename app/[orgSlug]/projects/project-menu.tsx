import { Archive, ArchiveRestore, Pencil, Trash2 } from 'lucide-react'
import { FormField } from '@/components/forms/action-form'
import { DropdownMenu, DropdownMenuItem as Item } from '@/components/overlays/dropdown-menu'
import { OpenConfirmDialog } from '@/components/overlays/open-confirm-dialog'
import { OpenFormDialog } from '@/components/overlays/open-form-dialog'
import type { RowMenu } from '@/components/overlays/row-menus'
import {
  archiveProjectAction,
  deleteProjectAction,
  renameProjectAction,
  restoreProjectAction,
} from './actions'

export type ProjectRow = { id: string; name: string; archived: boolean }

export type ProjectMenuProps = RowMenu<ProjectRow> & {
  orgId: string
  canDelete: boolean
  /** On the page of the project, which a deletion leaves. */
  isOwnPage?: boolean
}

export function ProjectMenu(props: ProjectMenuProps) {
  const { orgId, isOwnPage, row, part, opener, onClose } = props
  const dialog = { opener, onClose }
  const id = <input type="hidden" name="id" value={row.id} />
  switch (part) {
    case 'Rename project':
      return (
        <OpenFormDialog
          {...dialog}
          title={part}
          subject={row.id}
          submit="Save name"
          action={renameProjectAction.bind(null, orgId)}
        >
          {id}
          <FormField
            name="name"
            label="Project name"
            autoComplete="off"
            required
            defaultValue={row.name}
          />
        </OpenFormDialog>
      )
    case 'delete':
      return (
        <OpenConfirmDialog
          {...dialog}
          title={`Delete ${row.name}?`}
          description="The project and its tasks are deleted for everyone in the organization. You cannot undo this."
          submit="Delete project"
          action={deleteProjectAction.bind(null, orgId)}
        >
          {id}
          {isOwnPage && <input type="hidden" name="from" value="page" />}
        </OpenConfirmDialog>
      )
    default:
      return <Menu {...props} />
  }
}

function Menu({ orgId, canDelete, row, opener, onClose, show, run }: ProjectMenuProps) {
  const runWith =
    (action: typeof archiveProjectAction, undo: typeof archiveProjectAction) => () => {
      const form = new FormData()
      form.set('id', row.id)
      run(() => action(orgId, {}, form), {
        action: undo.bind(null, orgId),
        fields: { id: row.id },
      })
    }
  return (
    <DropdownMenu opener={opener} onClose={onClose}>
      <Item icon={Pencil} onSelect={() => show('Rename project')}>
        Rename
      </Item>
      {row.archived ? (
        <Item icon={ArchiveRestore} onSelect={runWith(restoreProjectAction, archiveProjectAction)}>
          Restore
        </Item>
      ) : (
        <Item icon={Archive} onSelect={runWith(archiveProjectAction, restoreProjectAction)}>
          Archive
        </Item>
      )}
      {canDelete && (
        <Item icon={Trash2} variant="destructive" onSelect={() => show('delete')}>
          Delete
        </Item>
      )}
    </DropdownMenu>
  )
}
