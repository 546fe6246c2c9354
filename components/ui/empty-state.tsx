import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/cn'

export function EmptyState({
  icon: Icon,
  title,
  description,
  action,
  className,
}: {
  icon?: LucideIcon
  title: ReactNode
  description?: ReactNode
  action?: ReactNode
  className?: string
}) {
  return (
    <div
      className={cn(
        'flex flex-col items-center rounded-xl border border-dashed px-6 py-14 text-center',
        className,
      )}
    >
      {Icon && (
        <span className="mb-4 flex size-11 items-center justify-center rounded-lg border bg-card text-muted-foreground shadow-raised">
          <Icon aria-hidden className="size-5" strokeWidth={1.75} />
        </span>
      )}
      <h2 className="font-semibold text-[0.9375rem] leading-6">{title}</h2>
      {description && (
        <p className="mt-1 max-w-sm text-balance text-muted-foreground text-sm">{description}</p>
      )}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  )
}
