'use client'

import {
  createContext,
  type ReactNode,
  Suspense,
  useCallback,
  useContext,
  useState,
  useTransition,
} from 'react'
import type { FormAction } from '@/components/forms/action-form'
import { failedAction } from '@/components/forms/failed-action'
import type { FormState } from '@/lib/forms'
import { loadLater } from './overlays/load-later'

/** What takes a change back: an action, and the fields of its form. */
export type Undo = { action: FormAction; fields: Record<string, string> }

type ShowToast = (result: Pick<FormState, 'ok' | 'message'>, undo?: Undo) => boolean

const ToastContext = createContext<ShowToast>(() => false)

/** Shows the message of an action's result, and after a success a button for `undo`. Returns false if there is none. */
export const useToast = () => useContext(ToastContext)

// Without its code, the message is lost, but not the page.
const { Component: Toast } = loadLater(() =>
  import('./toast').then(
    (module) => module.Toast,
    () => () => null,
  ),
)

type Shown = { id: number; message: string; failed: boolean; undo?: Undo }

export function Toaster({ children }: { children: ReactNode }) {
  const [{ undo, ...toast }, setToast] = useState<Shown>({ id: 0, message: '', failed: false })
  const [, startTransition] = useTransition()
  const showToast: ShowToast = useCallback(({ ok, message }, undo) => {
    if (message) {
      setToast(({ id }) => ({ id: id + 1, message, failed: !ok, undo: ok ? undo : undefined }))
    }
    return Boolean(message)
  }, [])
  const run = ({ action, fields }: Undo) =>
    startTransition(async () => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields)) form.set(name, value)
      const result = await action({}, form).catch((error) => failedAction(error, fields, () => {}))
      const [outcome] = result.outcomes ?? []
      showToast({ message: outcome?.text, ...result })
    })
  return (
    <ToastContext value={showToast}>
      {children}
      <Suspense>{toast.id > 0 && <Toast {...toast} onUndo={undo && (() => run(undo))} />}</Suspense>
    </ToastContext>
  )
}
