import { cn } from '@/components/cn'

export function Logo({ className }: { className?: string }) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-2 font-semibold text-[1.0625rem] leading-none tracking-[-0.03em]',
        className,
      )}
    >
      <LogoMark className="size-[1.3em]" />
      Tenantry
    </span>
  )
}

export function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden className={cn('text-link', className)}>
      <path d="M2 7a5 5 0 0 1 5-5h10a5 5 0 0 1 5 5v0a1.5 1.5 0 0 1-1.5 1.5h-17A1.5 1.5 0 0 1 2 7Z" />
      <path
        opacity=".72"
        d="M2 13a1.5 1.5 0 0 1 1.5-1.5H9a1.5 1.5 0 0 1 1.5 1.5v7.5A1.5 1.5 0 0 1 9 22H7a5 5 0 0 1-5-5Z"
      />
      <path
        opacity=".42"
        d="M13.5 13a1.5 1.5 0 0 1 1.5-1.5h5.5A1.5 1.5 0 0 1 22 13v4a5 5 0 0 1-5 5h-2a1.5 1.5 0 0 1-1.5-1.5Z"
      />
    </svg>
  )
}
