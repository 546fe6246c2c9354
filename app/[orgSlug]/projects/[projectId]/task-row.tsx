import { Check, Trash2, UserRound } from 'lucide-react'
import { cn } from '@/components/cn'
import { FormSelect } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { ConfirmDialog } from '@/components/overlays/confirm-dialog'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Button } from '@/components/ui/button'
import type { Member } from '@/lib/orgs/memberships'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Task } from '@/lib/projects/tasks'
import { assignTaskAction, completeTaskAction, deleteTaskAction, reopenTaskAction } from './actions'

type RowProps = { scope: OrgScope; task: Task }

export function TaskRow({ scope, task, members }: RowProps & { members: Member[] }) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3 sm:px-5">
      <div className="flex min-w-0 basis-64 items-center gap-3 max-sm:basis-full sm:flex-1">
        <Toggle scope={scope} task={task} />
        <div className="min-w-0">
          <p
            className={cn(
              'text-sm [overflow-wrap:anywhere]',
              task.done ? 'text-muted-foreground line-through' : 'font-medium',
            )}
          >
            {task.title}
          </p>
          <p className="truncate text-[0.8125rem] text-muted-foreground">
            {task.assigneeName ?? 'Unassigned'}
          </p>
        </div>
      </div>
      <fieldset aria-label={`Actions for ${task.title}`} className="-mx-3 flex">
        <Assign scope={scope} task={task} members={members} />
        <Delete scope={scope} task={task} />
      </fieldset>
    </li>
  )
}

function Toggle({ scope: { org }, task: { id, title, done } }: RowProps) {
  const action = done ? reopenTaskAction : completeTaskAction
  return (
    <ToastForm action={action.bind(null, org.id)}>
      <input type="hidden" name="id" value={id} />
      <SubmitButton
        role="checkbox"
        aria-checked={done}
        aria-label={title}
        variant={done ? 'primary' : 'outline'}
        size="checkbox"
      >
        <Check aria-hidden className={done ? '' : 'invisible'} />
      </SubmitButton>
    </ToastForm>
  )
}

function Assign({
  scope: { org },
  task: { id, assigneeId, assigneeName },
  members,
}: RowProps & { members: Member[] }) {
  const names = new Map(members.map(({ userId, name }) => [userId, name]))
  // `members` has the first page only.
  if (assigneeId && assigneeName) names.set(assigneeId, assigneeName)
  return (
    <FormDialog
      trigger={
        <Button variant="ghost" size="sm">
          <UserRound aria-hidden />
          Assign
        </Button>
      }
      title="Assign task"
      subject={id}
      submit="Save assignee"
      action={assignTaskAction.bind(null, org.id)}
    >
      <input type="hidden" name="id" value={id} />
      <FormSelect
        name="assigneeId"
        label="Assignee"
        options={[
          { value: '', label: 'Unassigned' },
          ...[...names].map(([value, label]) => ({ value, label })),
        ]}
        defaultValue={assigneeId ?? ''}
      />
    </FormDialog>
  )
}

function Delete({ scope: { org }, task: { id, title } }: RowProps) {
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm">
          <Trash2 aria-hidden />
          Delete
        </Button>
      }
      title={`Delete ${title}?`}
      description="The task is deleted for everyone in the organization. You cannot undo this."
      submit="Delete task"
      action={deleteTaskAction.bind(null, org.id)}
    >
      <input type="hidden" name="id" value={id} />
    </ConfirmDialog>
  )
}
