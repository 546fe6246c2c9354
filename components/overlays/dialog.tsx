'use client'

import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/cn'
import { buttonVariants } from '@/components/ui/button'
import { useReady } from '@/components/use-hydrated'
import { useReturnFocus } from './return-focus'
import './style-nonce'

export const Dialog = Radix.Root

export function DialogTrigger(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger {...useReady()} {...props} />
}
export const DialogClose = Radix.Close

export function DialogContent({
  title,
  description,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof Radix.Content>, 'title'> & {
  title: ReactNode
  description?: ReactNode
}) {
  const returnFocus = useReturnFocus()
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass}>
        <Radix.Content
          className={cn(panelClass, className)}
          // Radix warns about a missing description unless this is set.
          {...(description ? {} : { 'aria-describedby': undefined })}
          {...returnFocus}
          {...props}
        >
          <Radix.Title className={titleClass}>{title}</Radix.Title>
          {description && (
            <Radix.Description className={descriptionClass}>{description}</Radix.Description>
          )}
          <div className="mt-5">{children}</div>
          <Radix.Close
            aria-label="Close"
            className={cn(
              buttonVariants({ variant: 'ghost', size: 'icon-sm' }),
              'absolute top-3 right-3',
            )}
          >
            <X aria-hidden />
          </Radix.Close>
        </Radix.Content>
      </Radix.Overlay>
    </Radix.Portal>
  )
}

export function DialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn(footerClass, className)} {...props} />
}

// The overlay scrolls, so that a dialog taller than the screen stays reachable.
export const overlayClass =
  'fixed inset-0 z-50 grid justify-items-center overflow-y-auto bg-overlay px-4 py-[max(1rem,12vh)] motion-safe:animate-fade'
export const panelClass =
  'relative h-fit w-full max-w-md rounded-xl border bg-popover p-5 shadow-float outline-none motion-safe:animate-pop sm:p-6'
export const titleClass = 'pr-8 font-semibold text-base leading-6'
export const descriptionClass = 'mt-1.5 text-muted-foreground text-sm'
export const footerClass =
  'mt-6 flex flex-col-reverse gap-2 sm:flex-row sm:items-center sm:justify-end'
