import { Plus } from 'lucide-react'
import { FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import type { OrgScope } from '@/lib/orgs/scope'
import { addTaskAction } from './actions'

export function AddTask({ scope: { org }, projectId }: { scope: OrgScope; projectId: string }) {
  return (
    <ToastForm action={addTaskAction.bind(null, org.id)}>
      <input type="hidden" name="projectId" value={projectId} />
      <div className="flex items-start gap-2 sm:max-w-lg">
        <FormField name="title" label="Task" autoComplete="off" required className="flex-1" />
        <div className="mt-6.5">
          <SubmitButton>
            <Plus aria-hidden />
            Add task
          </SubmitButton>
        </div>
      </div>
    </ToastForm>
  )
}
