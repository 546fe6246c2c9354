'use client'

import type { ReactNode } from 'react'
import { ActionForm, type FormAction } from '@/components/forms/action-form'
import { SubmitButton } from '@/components/forms/submit-button'
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogFooter,
  AlertDialogTrigger,
} from './alert-dialog'
import { type Controlled, useDialog } from './use-dialog'

/** Asks for confirmation before an action. `children` are the action's hidden fields. */
export function ConfirmDialog({
  trigger,
  title,
  description,
  submit,
  variant = 'destructive',
  action,
  children,
  ...controlled
}: Controlled & {
  trigger?: ReactNode
  title: string
  description: string
  submit: string
  variant?: 'primary' | 'destructive'
  action: FormAction
  children?: ReactNode
}) {
  const { dialog, onResult } = useDialog(controlled)
  return (
    <AlertDialog {...dialog}>
      {trigger && <AlertDialogTrigger asChild>{trigger}</AlertDialogTrigger>}
      <AlertDialogContent title={title} description={description}>
        <ActionForm action={action} onResult={onResult}>
          {children}
          <AlertDialogFooter>
            <AlertDialogCancel />
            <SubmitButton variant={variant}>{submit}</SubmitButton>
          </AlertDialogFooter>
        </ActionForm>
      </AlertDialogContent>
    </AlertDialog>
  )
}
