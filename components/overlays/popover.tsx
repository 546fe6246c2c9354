import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'
import { Anchor } from './anchor'
import { contentProps, type Overlay } from './use-overlay'

/** An open popover. */
export function Popover({
  opener,
  onClose,
  className,
  ...props
}: Overlay & ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Root open onOpenChange={onClose}>
      <Radix.Trigger asChild>
        <Anchor opener={opener} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          sideOffset={6}
          collisionPadding={8}
          {...contentProps({ opener, onClose })}
          className={cn(
            'z-50 max-h-(--radix-popover-content-available-height) origin-(--radix-popover-content-transform-origin) overflow-y-auto rounded-lg border bg-popover p-1 text-sm shadow-float outline-none motion-safe:animate-pop',
            className,
          )}
          {...props}
        />
      </Radix.Portal>
    </Radix.Root>
  )
}
