'use client'

import { AlertDialog as Radix } from 'radix-ui'
import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/cn'
import { buttonVariants } from '@/components/ui/button'
import { useReady } from '@/components/use-hydrated'
import { descriptionClass, footerClass, overlayClass, panelClass, titleClass } from './dialog'
import { useReturnFocus } from './return-focus'
import './style-nonce'

export const AlertDialog = Radix.Root

export function AlertDialogTrigger(props: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger {...useReady()} {...props} />
}

/** Screen readers announce `description` with the title, so it names the consequences. */
export function AlertDialogContent({
  title,
  description,
  className,
  children,
  ...props
}: Omit<ComponentProps<typeof Radix.Content>, 'title'> & {
  title: ReactNode
  description: ReactNode
}) {
  const returnFocus = useReturnFocus()
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass}>
        <Radix.Content className={cn(panelClass, className)} {...returnFocus} {...props}>
          <Radix.Title className={titleClass}>{title}</Radix.Title>
          <Radix.Description className={descriptionClass}>{description}</Radix.Description>
          {children}
        </Radix.Content>
      </Radix.Overlay>
    </Radix.Portal>
  )
}

export function AlertDialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn(footerClass, className)} {...props} />
}

export function AlertDialogCancel({
  className,
  children = 'Cancel',
  ...props
}: ComponentProps<typeof Radix.Cancel>) {
  return (
    <Radix.Cancel className={cn(buttonVariants({ variant: 'outline' }), className)} {...props}>
      {children}
    </Radix.Cancel>
  )
}
