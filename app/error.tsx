'use client'

import { unstable_isUnrecognizedActionError, useRouter } from 'next/navigation'
import { type ReactNode, startTransition } from 'react'
import { ReloadButton } from '@/components/reload-button'
import { Button } from '@/components/ui/button'

export default function ErrorPage({ error, reset }: { error: Error; reset: () => void }) {
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

function Message({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <main className="flex min-h-[60dvh] flex-col items-center justify-center px-4 text-center">
      <h1 className="font-semibold text-2xl">{title}</h1>
      <p className="mt-2 mb-6 max-w-md text-balance text-muted-foreground">{text}</p>
      {children}
    </main>
  )
}
