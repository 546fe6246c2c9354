import { CircleAlert } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'

/** One message at a time: a new `id` replaces the last one. */
export function Toast({ id, message, failed }: { id: number; message: string; failed: boolean }) {
  return (
    <Radix.Provider swipeDirection="right">
      <Radix.Root
        key={id}
        duration={failed ? 8000 : 4000}
        className="flex gap-2.5 rounded-lg border bg-popover px-4 py-3 text-sm leading-5 shadow-float motion-safe:animate-pop"
      >
        {failed && <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />}
        <Radix.Title>{message}</Radix.Title>
      </Radix.Root>
      <Radix.Viewport className="fixed right-4 bottom-[calc(1rem+var(--bottom-bar))] left-4 z-50 sm:left-auto sm:w-80" />
    </Radix.Provider>
  )
}
