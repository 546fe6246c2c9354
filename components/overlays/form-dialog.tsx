'use client'

import { useSearchParams } from 'next/navigation'
import { Slot } from 'radix-ui'
import { type ReactNode, Suspense, useEffect } from 'react'
import { formName, useDrafts } from '@/components/forms/drafts'
import { loadLater } from './load-later'
import type { FormDialogProps } from './open-form-dialog'
import { useOverlay } from './use-overlay'

const { Component: OpenFormDialog, preload } = loadLater(() =>
  import('./open-form-dialog').then((module) => module.OpenFormDialog),
)

/** A button and its dialog with a form. The parameter `dialog` in the URL opens the one with that title. */
export function FormDialog({ trigger, ...dialog }: FormDialogProps & { trigger: ReactNode }) {
  const { open, setOpen, button, overlay } = useOverlay('dialog', preload)
  const drafts = useDrafts()
  const name = formName(dialog.title, dialog.subject)
  useEffect(() => {
    if (drafts.has(name)) setOpen(true)
  }, [drafts, name, setOpen])
  const isRequested = useSearchParams().get('dialog') === dialog.title
  useEffect(() => {
    if (!isRequested) return
    setOpen(true)
    const url = new URL(location.href)
    url.searchParams.delete('dialog')
    history.replaceState(null, '', url)
  }, [isRequested, setOpen])
  return (
    <>
      <Slot.Root {...button}>{trigger}</Slot.Root>
      <Suspense>{open && <OpenFormDialog {...dialog} {...overlay} />}</Suspense>
    </>
  )
}
