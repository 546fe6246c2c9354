'use client'

import { unstable_isUnrecognizedActionError, useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Message } from './message'
import { ReloadButton } from './reload-button'
import { Button } from './ui/button'

/** For an `error.tsx` file. */
export function ErrorMessage({ error, reset }: { error: Error; reset: () => void }) {
  const router = useRouter()
  const retry = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  if (error.name === 'ChunkLoadError' || unstable_isUnrecognizedActionError(error)) {
    return (
      <Message title="A new version is available" text="Reload the page to continue.">
        <ReloadButton />
      </Message>
    )
  }
  return (
    <Message title="Something went wrong" text="Please try again in a moment.">
      <Button onClick={retry}>Try again</Button>
    </Message>
  )
}
