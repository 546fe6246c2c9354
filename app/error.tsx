'use client'

import type { ComponentProps } from 'react'
import { ErrorMessage } from '@/components/error-message'

export default function ErrorPage(props: ComponentProps<typeof ErrorMessage>) {
  return (
    <main className="flex min-h-dvh">
      <ErrorMessage {...props} />
    </main>
  )
}
