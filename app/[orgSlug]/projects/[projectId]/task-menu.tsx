import { Pencil, Trash2, UserRound } from 'lucide-react'
import { FormField } from '@/components/forms/action-form'
import { FormChoice } from '@/components/forms/fields/choice'
import { DropdownMenu, DropdownMenuItem as Item } from '@/components/overlays/dropdown-menu'
import { OpenConfirmDialog } from '@/components/overlays/open-confirm-dialog'
import { OpenFormDialog } from '@/components/overlays/open-form-dialog'
import type { RowMenu } from '@/components/overlays/row-menus'
import { assignTaskAction, deleteTaskAction, renameTaskAction } from './actions'

type Person = { id: string; name: string }

export type TaskMenuRow = { id: string; name: string; assignee?: Person }

export type TaskMenuProps = RowMenu<TaskMenuRow> & {
  orgId: string
  /** The first page of them. */
  members: Person[]
}

export function TaskMenu({ orgId, members, row, part, show, ...overlay }: TaskMenuProps) {
  const dialog = { opener: overlay.opener, onClose: overlay.onClose }
  const id = <input type="hidden" name="id" value={row.id} />
  switch (part) {
    case 'Rename task':
      return (
        <OpenFormDialog
          {...dialog}
          title={part}
          subject={row.id}
          submit="Save task"
          action={renameTaskAction.bind(null, orgId)}
        >
          {id}
          <FormField
            name="title"
            label="Task"
            autoComplete="off"
            required
            defaultValue={row.name}
          />
        </OpenFormDialog>
      )
    case 'Assign task':
      return (
        <OpenFormDialog
          {...dialog}
          title={part}
          subject={row.id}
          submit="Save assignee"
          action={assignTaskAction.bind(null, orgId)}
        >
          {id}
          <FormChoice
            name="assigneeId"
            label="Assignee"
            empty="Unassigned"
            options={members}
            current={row.assignee}
          />
        </OpenFormDialog>
      )
    case 'delete':
      return (
        <OpenConfirmDialog
          {...dialog}
          title={`Delete ${row.name}?`}
          description="The task is deleted for everyone in the organization. You cannot undo this."
          submit="Delete task"
          action={deleteTaskAction.bind(null, orgId)}
        >
          {id}
        </OpenConfirmDialog>
      )
    default:
      return (
        <DropdownMenu {...dialog}>
          <Item icon={Pencil} onSelect={() => show('Rename task')}>
            Rename
          </Item>
          <Item icon={UserRound} onSelect={() => show('Assign task')}>
            Assign
          </Item>
          <Item icon={Trash2} variant="destructive" onSelect={() => show('delete')}>
            Delete
          </Item>
        </DropdownMenu>
      )
  }
}
