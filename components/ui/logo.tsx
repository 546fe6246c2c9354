import { cn } from '@/components/cn'
import { brand } from '@/lib/brand'

/** With `compact`, narrow screens show the mark only. */
export function Logo({ compact, className }: { compact?: boolean; className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 font-semibold text-[1.0625rem] leading-none tracking-[-0.03em]',
        className,
      )}
    >
      <LogoMark className="size-[1.3em]" />
      <span className={compact ? 'max-sm:sr-only' : ''}>{brand.name}</span>
    </span>
  )
}

export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden className={cn('text-link', className)}>
      {brand.mark.map((path) => (
        <path key={path.d} {...path} />
      ))}
    </svg>
  )
}
