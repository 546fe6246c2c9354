'use client'

import { useState } from 'react'
import { useToast } from '@/components/toaster'
import type { FormState } from '@/lib/forms'

/** For a dialog that is opened without its trigger, for example from a menu. */
export type Controlled = { open?: boolean; onOpenChange?: (open: boolean) => void }

/** Closes the dialog and shows a toast when the action succeeds, or when its subject no longer exists. */
export function useDialog(controlled: Controlled) {
  const [own, setOwn] = useState(false)
  const { open = own, onOpenChange = setOwn } = controlled
  const toast = useToast()
  const onResult = (result: FormState) => {
    const isDone = result.ok || Boolean(result.stale && result.message)
    if (isDone) {
      onOpenChange(false)
      toast(result)
    }
    return isDone
  }
  return { dialog: { open, onOpenChange }, onResult }
}
