'use client'

import { useState } from 'react'
import type { FormState } from '@/lib/forms'
import { useToast } from './toaster'

/** Who opens a dialog by other means than its trigger, from a menu for instance, keeps its state. */
export type Controlled = { open?: boolean; onOpenChange?: (open: boolean) => void }

/**
 * The state of a dialog with a form in it, which closes, and says the answer, once the action
 * succeeded or what the form is about turned out to be gone.
 */
export function useDialog(controlled: Controlled) {
  const [own, setOwn] = useState(false)
  const { open = own, onOpenChange = setOwn } = controlled
  const toast = useToast()
  const onResult = (answer: FormState) => {
    const over = answer.ok || Boolean(answer.stale && answer.message)
    if (over) {
      onOpenChange(false)
      toast(answer)
    }
    return over
  }
  return { dialog: { open, onOpenChange }, onResult }
}
