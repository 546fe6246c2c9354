'use client'

import { Popover as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'
import { useReady } from '@/components/use-hydrated'

export const Popover = Radix.Root

export function PopoverTrigger(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger {...useReady()} {...props} />
}

export function PopoverContent({
  className,
  sideOffset = 6,
  collisionPadding = 8,
  ...props
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        sideOffset={sideOffset}
        collisionPadding={collisionPadding}
        className={cn(
          'z-50 max-h-(--radix-popover-content-available-height) overflow-y-auto rounded-lg border bg-popover p-1 text-sm shadow-float outline-none',
          'origin-(--radix-popover-content-transform-origin) motion-safe:animate-pop',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  )
}
