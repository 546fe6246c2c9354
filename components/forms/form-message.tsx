import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/components/cn'

export function FormMessage({
  tone = 'error',
  className,
  children,
}: {
  tone?: keyof typeof tones
  className?: string
  children?: ReactNode
}) {
  if (!children) return null
  const { icon: Icon, box, mark } = tones[tone]
  return (
    <div
      role={tone === 'error' ? 'alert' : 'status'}
      className={cn('flex gap-2.5 rounded-md border px-3 py-2.5 text-sm leading-5', box, className)}
    >
      <Icon aria-hidden className={cn('mt-0.5 size-4 shrink-0', mark)} />
      <div className="min-w-0">{children}</div>
    </div>
  )
}

const tones = {
  error: {
    icon: CircleAlert,
    box: 'border-destructive/25 bg-destructive-soft',
    mark: 'text-destructive',
  },
  success: {
    icon: CircleCheck,
    box: 'border-success/25 bg-success-soft',
    mark: 'text-success',
  },
  info: { icon: Info, box: 'border-border bg-muted', mark: 'text-muted-foreground' },
}
