import type { ComponentProps, ReactNode } from 'react'
import { ActionForm, type FormAction, useForm } from '@/components/forms/action-form'
import { formName, useDrafts } from '@/components/forms/drafts'
import { SubmitButton } from '@/components/forms/submit-button'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from './dialog'
import { footerClass } from './panel-classes'
import type { Overlay } from './use-overlay'
import { useResult } from './use-result'

export type FormDialogProps = {
  title: string
  /** Tells apart the dialogs of a list. */
  subject?: string
  description?: string
  submit: string
  variant?: ComponentProps<typeof SubmitButton>['variant']
  action: FormAction
  children: ReactNode
}

/** It closes when the action succeeds and shows the message as a toast. */
export function OpenFormDialog({
  title,
  subject,
  description,
  submit,
  variant,
  action,
  children,
  ...overlay
}: Overlay & FormDialogProps) {
  const onResult = useResult(overlay.onClose)
  const drafts = useDrafts()
  const name = formName(title, subject)
  return (
    <Dialog {...overlay} title={title} description={description}>
      <ActionForm action={action} name={name} onResult={onResult}>
        {children}
        <div className={footerClass}>
          <CloseButton onClick={() => drafts.setUnsent(name)} />
          <SubmitButton variant={variant}>{submit}</SubmitButton>
        </div>
      </ActionForm>
    </Dialog>
  )
}

function CloseButton({ onClick }: { onClick: () => void }) {
  const { outcomes } = useForm()
  return (
    <DialogClose asChild>
      <Button variant="outline" onClick={onClick}>
        {outcomes ? 'Close' : 'Cancel'}
      </Button>
    </DialogClose>
  )
}
