'use client'

import { CircleAlert } from 'lucide-react'
import { Toast } from 'radix-ui'
import { createContext, type ReactNode, useContext, useState } from 'react'
import type { FormState } from '@/lib/forms'

type ShowToast = (result: Pick<FormState, 'ok' | 'message'>) => boolean

const ToastContext = createContext<ShowToast>(() => false)

/** Shows the message of an action's result. Returns false if there is none. */
export const useToast = () => useContext(ToastContext)

export function Toaster({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState({ id: 0, message: '', failed: false })
  const showToast: ShowToast = ({ ok, message }) => {
    if (message) setToast(({ id }) => ({ id: id + 1, message, failed: !ok }))
    return Boolean(message)
  }
  return (
    <ToastContext value={showToast}>
      <Toast.Provider swipeDirection="right">
        {children}
        {toast.id > 0 && (
          <Toast.Root
            key={toast.id}
            duration={toast.failed ? 8000 : 4000}
            className="flex gap-2.5 rounded-lg border bg-popover px-4 py-3 text-sm leading-5 shadow-float motion-safe:animate-pop"
          >
            {toast.failed && (
              <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />
            )}
            <Toast.Title>{toast.message}</Toast.Title>
          </Toast.Root>
        )}
        <Toast.Viewport className="fixed right-4 bottom-4 left-4 z-50 sm:left-auto sm:w-80" />
      </Toast.Provider>
    </ToastContext>
  )
}
