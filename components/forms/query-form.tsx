'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useTransition } from 'react'
import { Progress } from '@/components/ui/progress'
import { typedFields } from './drafts'

/**
 * A GET form that works without JavaScript. A browser replaces the query of a form's URL with the fields,
 * so the query of `href` becomes hidden fields.
 */
export function QueryForm({
  href,
  className,
  children,
}: {
  href: string
  className?: string
  children: ReactNode
}) {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  const [action = '', query] = href.split('?')
  return (
    <form
      action={action}
      className={className}
      onSubmit={(event) => {
        event.preventDefault()
        const fields = typedFields(new FormData(event.currentTarget))
        startTransition(() => router.push(`${action}?${new URLSearchParams(fields)}`))
      }}
    >
      {[...new URLSearchParams(query)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {pending && <Progress />}
    </form>
  )
}
