'use client'

import { type ReactNode, useState } from 'react'
import { ActionForm, type FormAction } from './action-form'
import { useToast } from './toaster'
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogFooter,
  AlertDialogTrigger,
} from './ui/alert-dialog'
import { SubmitButton } from './ui/submit-button'

/** A button that asks before it acts. `children` are the hidden fields of the action. */
export function ConfirmDialog({
  trigger,
  title,
  description,
  submit,
  action,
  children,
}: {
  trigger: ReactNode
  title: string
  description: string
  submit: string
  action: FormAction
  children: ReactNode
}) {
  const [open, setOpen] = useState(false)
  const toast = useToast()
  const close = (message?: string) => {
    setOpen(false)
    if (message) toast(message)
  }
  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger>
      <AlertDialogContent title={title} description={description}>
        <ActionForm action={action} onDone={close}>
          {children}
          <AlertDialogFooter>
            <AlertDialogCancel />
            <SubmitButton variant="destructive">{submit}</SubmitButton>
          </AlertDialogFooter>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  )
}
