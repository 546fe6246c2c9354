import type { ReactNode } from 'react'

export function PageHeader({
  title,
  description,
  actions,
}: {
  title: ReactNode
  description?: ReactNode
  actions?: ReactNode
}) {
  return (
    <header className="mb-6 flex items-start justify-between gap-x-6 gap-y-4 max-sm:flex-wrap">
      <div className="min-w-0 space-y-1">
        <h1 className="font-semibold text-2xl leading-8 tracking-[-0.022em] [overflow-wrap:anywhere]">
          {title}
        </h1>
        {description && <p className="max-w-prose text-muted-foreground text-sm">{description}</p>}
      </div>
      {actions && (
        <div className="flex shrink-0 flex-wrap items-center gap-2 sm:h-8">{actions}</div>
      )}
    </header>
  )
}
