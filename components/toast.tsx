import { CircleAlert } from 'lucide-react'
import { Toast as Radix } from 'radix-ui'
import { Button } from './ui/button'

/** One message at a time: a new `id` replaces the last one. */
export function Toast({
  id,
  message,
  failed,
  onUndo,
}: {
  id: number
  message: string
  failed: boolean
  onUndo?: () => void
}) {
  return (
    <Radix.Provider swipeDirection="right">
      <Radix.Root
        key={id}
        duration={failed || onUndo || message.length > 60 ? 8000 : 4000}
        className="flex items-start gap-2.5 rounded-lg border bg-popover px-4 py-3 text-sm leading-5 shadow-float motion-safe:animate-pop"
      >
        {failed && <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-destructive" />}
        <Radix.Title className="min-w-0 flex-1 [overflow-wrap:anywhere]">{message}</Radix.Title>
        {onUndo && (
          <Radix.Action asChild altText="Undo">
            <Button variant="outline" size="sm" className="-my-1.5" onClick={onUndo}>
              Undo
            </Button>
          </Radix.Action>
        )}
      </Radix.Root>
      <Radix.Viewport className="fixed right-4 bottom-[calc(1rem+var(--bottom-bar))] left-4 z-50 sm:left-auto sm:w-80" />
    </Radix.Provider>
  )
}
