'use client'

import { Slot } from 'radix-ui'
import { type ReactNode, Suspense } from 'react'
import { loadLater } from './load-later'
import type { ConfirmDialogProps } from './open-confirm-dialog'
import { useOverlay } from './use-overlay'

const { Component: OpenConfirmDialog, preload } = loadLater(() =>
  import('./open-confirm-dialog').then((module) => module.OpenConfirmDialog),
)

/** A button and the dialog that asks for confirmation before an action. */
export function ConfirmDialog({ trigger, ...dialog }: ConfirmDialogProps & { trigger: ReactNode }) {
  const { open, button, overlay } = useOverlay('dialog', preload)
  return (
    <>
      <Slot.Root {...button}>{trigger}</Slot.Root>
      <Suspense>{open && <OpenConfirmDialog {...dialog} {...overlay} />}</Suspense>
    </>
  )
}
