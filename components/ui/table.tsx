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
      <table className={cn('w-full text-left text-sm', cellClass, className)} {...props}>
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
  return <tbody className={cn('divide-y [&>tr:hover]:bg-muted/40', className)} {...props} />
}

export function TableRow(props: ComponentProps<'tr'>) {
  return <tr {...props} />
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

export function TableCell(props: ComponentProps<'td'>) {
  return <td {...props} />
}

// On the table, because each cell would repeat it.
const cellClass =
  '[&_td]:h-13 [&_td]:px-3 [&_td]:py-2 [&_td]:align-middle sm:[&_td]:px-4 [&_td:first-child]:pl-4 [&_td:last-child]:pr-4'
