'use client'

import NextLink, { useLinkStatus } from 'next/link'
import type { ComponentProps } from 'react'
import { Progress } from './progress'

/** A link that shows progress until the next page has loaded. */
export function Link({ children, ...props }: ComponentProps<typeof NextLink>) {
  return (
    <NextLink {...props}>
      {children}
      <LinkProgress />
    </NextLink>
  )
}

function LinkProgress() {
  const { pending } = useLinkStatus()
  return pending && <Progress />
}
