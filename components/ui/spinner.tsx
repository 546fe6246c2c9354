import { LoaderCircle } from 'lucide-react'
import { cn } from '@/components/cn'

/** Decoration only: say in words or with aria-busy what is being waited for. */
export function Spinner({ className }: { className?: string }) {
  return <LoaderCircle aria-hidden className={cn('size-4 animate-spin', className)} />
}
