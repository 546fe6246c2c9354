'use client'

import type { ReactNode } from 'react'
import { type Undo, useToast } from '@/components/toaster'
import { ActionForm, type FormAction } from './action-form'

/** A form that shows its result as a toast. Errors of fields stay in the form. */
export function ToastForm({
  action,
  id,
  undo,
  className = '',
  children,
}: {
  action: FormAction
  /** For a button outside the form. */
  id?: string
  undo?: Undo
  className?: string
  children?: ReactNode
}) {
  const toast = useToast()
  return (
    <ActionForm
      action={action}
      id={id}
      className={className}
      onResult={(result) => toast(result, undo)}
    >
      {children}
    </ActionForm>
  )
}
