import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'

export function Input({ className, ...props }: ComponentProps<'input'>) {
  return <input className={cn(controlClass, 'h-9 pointer-coarse:h-11', className)} {...props} />
}

// Below 16 px iOS zooms into the page on focus, hence text-base on narrow screens.
export const controlClass = [
  'w-full min-w-0 rounded-md border border-input bg-card px-3 text-base text-foreground shadow-raised transition-colors md:text-sm',
  'placeholder:text-muted-foreground hover:border-muted-foreground',
  'focus-visible:border-ring focus-visible:outline-offset-0 focus-visible:outline-ring/50',
  'file:mr-3 file:h-full file:cursor-pointer file:pr-3 file:font-medium',
  'aria-invalid:border-destructive aria-invalid:focus-visible:outline-destructive/50',
  'disabled:cursor-not-allowed disabled:bg-muted disabled:text-muted-foreground disabled:hover:border-input [&[readonly]]:bg-muted',
]
