import type { ReactNode } from 'react'
import { cn } from '@/components/cn'

/** Examples with a caption that names their state. */
export function State({
  name,
  className = 'flex flex-wrap items-center gap-3',
  children,
}: {
  name: string
  className?: string
  children: ReactNode
}) {
  return (
    <div className="min-w-0">
      <p className="mb-2 text-muted-foreground text-xs">{name}</p>
      <div className={cn(className)}>{children}</div>
    </div>
  )
}
