import Form from 'next/form'
import type { ReactNode } from 'react'

/**
 * A form that asks by the URL, and works without JavaScript. A browser puts its fields in place of the
 * query of `href`, which is therefore kept in fields of its own.
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
  const [action = '', kept] = href.split('?')
  return (
    <Form action={action} prefetch={false} className={className}>
      {[...new URLSearchParams(kept)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  )
}
