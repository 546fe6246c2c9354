import { ChevronsUpDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'
import { controlClass } from './input'

export function Select({ className, ...props }: ComponentProps<'select'>) {
  return (
    <span className={cn('relative block', className)}>
      <select
        // React resets a form after its action but ignores a select's new default. A new key applies it.
        key={String(props.defaultValue)}
        className={cn(controlClass, 'h-9 appearance-none pr-9 pointer-coarse:h-11')}
        {...props}
      />
      <ChevronsUpDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-3 size-3.5 -translate-y-1/2 text-muted-foreground"
      />
    </span>
  )
}
