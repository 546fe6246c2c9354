import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'

/** Scrolls sideways on narrow screens. Hide minor columns with `max-sm:hidden`. */
export function Table({
  label,
  className,
  children,
  ...props
}: ComponentProps<'table'> & { label: string }) {
  return (
    <div className="relative overflow-x-auto rounded-xl border bg-card shadow-raised">
      <table className={cn('w-full text-left text-sm', className)} {...props}>
        <caption className="sr-only">{label}</caption>
        {children}
      </table>
    </div>
  )
}

export function TableHeader({ className, ...props }: ComponentProps<'thead'>) {
  return (
    <thead
      className={cn('border-b bg-muted/60 text-muted-foreground text-xs', className)}
      {...props}
    />
  )
}

export function TableBody({ className, ...props }: ComponentProps<'tbody'>) {
  return <tbody className={cn('divide-y', className)} {...props} />
}

export function TableRow({ className, ...props }: ComponentProps<'tr'>) {
  return <tr className={cn('[tbody_&]:hover:bg-muted/40', className)} {...props} />
}

export function TableHead({ className, scope = 'col', ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope={scope}
      className={cn(
        'h-9 whitespace-nowrap px-3 font-medium first:pl-4 last:pr-4 sm:px-4',
        className,
      )}
      {...props}
    />
  )
}

export function TableCell({ className, ...props }: ComponentProps<'td'>) {
  return (
    <td
      className={cn('h-13 px-3 py-2 align-middle first:pl-4 last:pr-4 sm:px-4', className)}
      {...props}
    />
  )
}
