import { cn } from '@/components/cn'

export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={cn('h-4 rounded-md bg-accent motion-safe:animate-pulse', className)}
    />
  )
}
