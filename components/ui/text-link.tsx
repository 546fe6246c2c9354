import type { ComponentProps } from 'react'
import { cn } from '@/components/cn'
import { Link } from './link'

export function TextLink({ className, ...props }: ComponentProps<typeof Link>) {
  return (
    <Link
      className={cn(
        'tap rounded-sm font-medium text-link underline-offset-4 hover:underline',
        className,
      )}
      {...props}
    />
  )
}
