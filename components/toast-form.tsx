'use client'

import type { ReactNode } from 'react'
import { ActionForm, type FormAction } from './action-form'
import { useToast } from './toaster'

/** A form that is no more than a button: its answer is said, because nothing else may show it. */
export function ToastForm({ action, children }: { action: FormAction; children: ReactNode }) {
  const toast = useToast()
  return (
    <ActionForm action={action} className="space-y-0" onResult={toast}>
      {children}
    </ActionForm>
  )
}
