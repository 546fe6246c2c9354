'use client'

import { createContext, type ReactNode, Suspense, useContext, useState } from 'react'
import type { FormState } from '@/lib/forms'
import { loadLater } from './overlays/load-later'

type ShowToast = (result: Pick<FormState, 'ok' | 'message'>) => boolean

const ToastContext = createContext<ShowToast>(() => false)

/** Shows the message of an action's result. Returns false if there is none. */
export const useToast = () => useContext(ToastContext)

// Without its code, the message is lost, but not the page.
const { Component: Toast } = loadLater(() =>
  import('./toast').then(
    (module) => module.Toast,
    () => () => null,
  ),
)

export function Toaster({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState({ id: 0, message: '', failed: false })
  const showToast: ShowToast = ({ ok, message }) => {
    if (message) setToast(({ id }) => ({ id: id + 1, message, failed: !ok }))
    return Boolean(message)
  }
  return (
    <ToastContext value={showToast}>
      {children}
      <Suspense>{toast.id > 0 && <Toast {...toast} />}</Suspense>
    </ToastContext>
  )
}
