'use client'

import { DropdownMenu as Radix } from 'radix-ui'
import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'
import { useReady } from '@/components/use-hydrated'
import './style-nonce'

export const DropdownMenu = Radix.Root

export function DropdownMenuTrigger(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger {...useReady()} {...props} />
}

export function DropdownMenuContent({
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
          'z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-48 max-w-80 overflow-y-auto rounded-lg border bg-popover p-1 text-sm shadow-float outline-none',
          'origin-(--radix-dropdown-menu-content-transform-origin) motion-safe:animate-pop',
          className,
        )}
        {...props}
      />
    </Radix.Portal>
  )
}

export function DropdownMenuItem({
  className,
  variant = 'default',
  ...props
}: ComponentProps<typeof Radix.Item> & { variant?: 'default' | 'destructive' }) {
  return (
    <Radix.Item
      className={cn(
        itemClass,
        variant === 'destructive' &&
          'text-destructive data-highlighted:bg-destructive-soft [&_svg]:text-destructive',
        className,
      )}
      {...props}
    />
  )
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return (
    <Radix.Label
      className={cn('truncate px-2 py-1.5 font-medium text-muted-foreground text-xs', className)}
      {...props}
    />
  )
}

const itemClass = [
  'relative flex min-h-8 w-full cursor-default select-none items-center gap-2 rounded-md px-2 py-1.5 outline-none pointer-coarse:min-h-11',
  'data-highlighted:bg-accent data-disabled:pointer-events-none data-disabled:opacity-50',
  "[&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground",
]
