import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'
import { controlClass } from './input'

export function Textarea({ className, rows = 4, ...props }: ComponentProps<'textarea'>) {
  return (
    <textarea
      rows={rows}
      className={cn(
        controlClass,
        'block field-sizing-content min-h-20 py-2 leading-6 md:leading-5',
        className,
      )}
      {...props}
    />
  )
}
