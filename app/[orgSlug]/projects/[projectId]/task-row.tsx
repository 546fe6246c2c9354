import { Check } from 'lucide-react'
import { cn } from '@/components/cn'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { RowMenuButton } from '@/components/overlays/row-menus'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Task } from '@/lib/projects/tasks'
import { completeTaskAction, reopenTaskAction } from './actions'
import type { TaskMenuRow } from './task-menu'

type RowProps = { scope: OrgScope; task: Task }

export function TaskRow({ scope, task }: RowProps) {
  return (
    <li className="flex items-center gap-3 px-4 py-3 sm:px-5">
      <Toggle scope={scope} task={task} />
      <div className="min-w-0 flex-1">
        <p
          className={cn(
            'text-sm [overflow-wrap:anywhere]',
            task.done ? 'text-muted-foreground line-through' : 'font-medium',
          )}
        >
          {task.title}
        </p>
        <p
          title={task.assigneeName ?? undefined}
          className="truncate text-[0.8125rem] text-muted-foreground"
        >
          {task.assigneeName ?? 'Unassigned'}
        </p>
      </div>
      <RowMenuButton<TaskMenuRow> row={rowOf(task)} />
    </li>
  )
}

function rowOf({ id, title, assigneeId, assigneeName }: Task): TaskMenuRow {
  const assignee = assigneeId && assigneeName ? { id: assigneeId, name: assigneeName } : undefined
  return { id, name: title, assignee }
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
