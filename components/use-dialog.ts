'use client'

import { useState } from 'react'
import { useToast } from './toaster'

/** The state of a dialog with a form in it: `done` closes it and says the action's message. */
export function useDialog() {
  const [open, setOpen] = useState(false)
  const toast = useToast()
  const done = (message?: string) => {
    setOpen(false)
    if (message) toast(message)
  }
  return { open, onOpenChange: setOpen, done }
}
