'use client'

import type { ReactNode } from 'react'
import { useToast } from '@/components/toaster'
import { ActionForm, type FormAction } from './action-form'

/** A form that is only a button and shows its result as a toast. */
export function ToastForm({
  action,
  id,
  children,
}: {
  action: FormAction
  /** For a button outside the form. */
  id?: string
  children?: ReactNode
}) {
  const toast = useToast()
  return (
    <ActionForm action={action} id={id} className="" onResult={toast}>
      {children}
    </ActionForm>
  )
}
