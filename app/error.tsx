'use client'

import { useRouter } from 'next/navigation'
import { startTransition } from 'react'
import { Button } from '@/components/ui/button'

export default function ErrorPage({ reset }: { reset: () => void }) {
  const router = useRouter()
  const retry = () =>
    startTransition(() => {
      router.refresh()
      reset()
    })
  return (
    <main className="flex min-h-[60dvh] flex-col items-center justify-center px-4 text-center">
      <h1 className="font-semibold text-2xl">Something went wrong</h1>
      <p className="mt-2 max-w-md text-balance text-muted-foreground">
        Please try again in a moment.
      </p>
      <Button className="mt-6" onClick={retry}>
        Try again
      </Button>
    </main>
  )
}
