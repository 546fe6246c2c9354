'use client'

import type { ReactNode } from 'react'
import { ActionForm, type FormAction } from './action-form'
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogFooter,
  AlertDialogTrigger,
} from './ui/alert-dialog'
import { SubmitButton } from './ui/submit-button'
import { useDialog } from './use-dialog'

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
  const { done, ...dialog } = useDialog()
  return (
    <AlertDialog {...dialog}>
      <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger>
      <AlertDialogContent title={title} description={description}>
        <ActionForm action={action} onDone={done}>
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
