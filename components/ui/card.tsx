import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/components/cn'

export function Card({ className, ...props }: ComponentProps<'section'>) {
  return (
    <section
      className={cn('overflow-hidden rounded-xl border bg-card shadow-raised', className)}
      {...props}
    />
  )
}

export function CardHeader({
  title,
  description,
  actions,
}: {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className="flex flex-wrap items-start justify-between gap-3 px-5 pt-5 sm:px-6">
      <div className="min-w-0 space-y-1 [overflow-wrap:anywhere]">
        <h2 className="font-semibold text-[0.9375rem] leading-6">{title}</h2>
        {description && <p className="max-w-prose text-muted-foreground text-sm">{description}</p>}
      </div>
      {actions}
    </div>
  )
}

export function CardContent({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('p-5 sm:px-6', className)} {...props} />
}
