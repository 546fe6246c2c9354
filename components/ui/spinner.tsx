import { LoaderCircle } from 'lucide-react'
import { cn } from '@/components/cn'

/** Hidden from screen readers: announce the wait with text or aria-busy. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />
}
