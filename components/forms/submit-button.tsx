'use client'

import { useFormStatus } from 'react-dom'
import { cn } from '@/components/cn'
import { Button, type ButtonProps } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'

export function SubmitButton({ children, onClick, ...props }: Omit<ButtonProps, 'asChild'>) {
  const { pending } = useFormStatus()
  return (
    <Button
      type="submit"
      // Not `disabled`, which would drop the keyboard focus.
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      <span className={cn('inline-flex items-center gap-2', pending && 'opacity-0')}>
        {children}
      </span>
      {pending && <Spinner className="absolute" />}
    </Button>
  )
}
