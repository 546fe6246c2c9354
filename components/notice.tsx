'use client'

import { useSearchParams } from 'next/navigation'
import { useEffect } from 'react'
import { FormMessage } from './forms/form-message'
import { type Undo, useToast } from './toaster'

/** Shows a toast after a redirect, and removes `param` from the URL, so that a reload does not repeat it. */
export function Notice({
  param = 'notice',
  message,
  undo,
}: {
  param?: string
  message: string
  undo?: Undo
}) {
  const toast = useToast()
  const isNew = useSearchParams().has(param)
  useEffect(() => {
    const url = new URL(location.href)
    if (!isNew || !url.searchParams.has(param)) return
    url.searchParams.delete(param)
    history.replaceState(null, '', url)
    toast({ ok: true, message }, undo)
  }, [isNew, param, message, undo, toast])
  return (
    <noscript>
      <FormMessage tone="success" className="mb-6">
        {message}
      </FormMessage>
    </noscript>
  )
}
