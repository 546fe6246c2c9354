import { useToast } from '@/components/toaster'
import type { FormState } from '@/lib/forms'

/** Closes the dialog and shows a toast when the action succeeds, or when its subject no longer exists. */
export function useResult(onClose: () => void) {
  const toast = useToast()
  return (result: FormState) => {
    const isDone = result.ok || Boolean(result.stale && result.message)
    if (isDone) {
      onClose()
      toast(result)
    }
    return isDone
  }
}
