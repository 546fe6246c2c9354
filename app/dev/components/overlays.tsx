'use client'

import { type FormAction, FormField } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import { ToastForm } from '@/components/forms/toast-form'
import { ConfirmDialog } from '@/components/overlays/confirm-dialog'
import { FormDialog } from '@/components/overlays/form-dialog'
import { Popover } from '@/components/overlays/popover'
import { useOverlay } from '@/components/overlays/use-overlay'
import { Button } from '@/components/ui/button'
import { State } from './state'

const succeed: FormAction = async () => ({ ok: true, message: 'Changes saved.' })
const fail: FormAction = async () => ({ message: 'This project no longer exists.' })
const refuse: FormAction = async () => ({ errors: { name: 'Enter a name.' } })

export function Overlays() {
  const popover = useOverlay('dialog', () => {})
  return (
    <div className="grid gap-6 sm:grid-cols-2">
      <State name="Dialogs">
        <FormDialog
          trigger={<Button variant="outline">Form</Button>}
          title="New project"
          submit="Create project"
          action={refuse}
        >
          <FormField name="name" label="Project name" autoComplete="off" />
        </FormDialog>
        <ConfirmDialog
          trigger={<Button variant="outline">Confirmation</Button>}
          title="Delete this project?"
          description="The project and its tasks are deleted for everyone. You cannot undo this."
          submit="Delete project"
          action={fail}
        />
      </State>
      <State name="Popover">
        <Button variant="outline" {...popover.button}>
          Popover
        </Button>
        {popover.open && (
          <Popover {...popover.overlay} aria-label="Popover" className="w-64 p-4">
            The content of the popover.
          </Popover>
        )}
      </State>
      <State name="Toasts">
        <ToastForm action={succeed}>
          <SubmitButton variant="outline">Success</SubmitButton>
        </ToastForm>
        <ToastForm action={fail}>
          <SubmitButton variant="outline">Error</SubmitButton>
        </ToastForm>
      </State>
    </div>
  )
}
