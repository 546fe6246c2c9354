import { Plus } from 'lucide-react'
import { FormField } from '@/components/forms/action-form'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Button } from '@/components/ui/button'
import type { OrgScope } from '@/lib/orgs/scope'
import { createProjectAction } from './actions'

export function NewProject({ scope: { org } }: { scope: OrgScope }) {
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
