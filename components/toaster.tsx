'use client'

import { Toast } from 'radix-ui'
import { createContext, type ReactNode, useContext, useState } from 'react'

const ToastContext = createContext<(message: string) => void>(() => {})

/** Says `message` once, on screen and to screen readers. */
export const useToast = () => useContext(ToastContext)

export function Toaster({ children }: { children: ReactNode }) {
  const [toast, setToast] = useState({ id: 0, message: '' })
  const show = (message: string) => setToast(({ id }) => ({ id: id + 1, message }))
  return (
    <ToastContext value={show}>
      <Toast.Provider swipeDirection="right" duration={4000}>
        {children}
        {toast.id > 0 && (
          <Toast.Root
            key={toast.id}
            className="rounded-lg border bg-popover px-4 py-3 text-sm shadow-float motion-safe:animate-pop"
          >
            <Toast.Title>{toast.message}</Toast.Title>
          </Toast.Root>
        )}
        <Toast.Viewport className="fixed right-4 bottom-4 left-4 z-50 sm:left-auto sm:w-80" />
      </Toast.Provider>
    </ToastContext>
  )
}
