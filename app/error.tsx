'use client'

import { Button } from '@/components/ui/button'

export default function ErrorPage({ reset }: { reset: () => void }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <h1 className="font-semibold text-2xl">Something went wrong</h1>
      <p className="mt-2 max-w-md text-balance text-muted-foreground">
        It is on our side, and nothing you did is half done. Please try again in a moment.
      </p>
      <Button className="mt-6" onClick={reset}>
        Try again
      </Button>
    </main>
  )
}
