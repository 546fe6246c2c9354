import Form from 'next/form'
import type { ReactNode } from 'react'

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
  const [action = '', query] = href.split('?')
  return (
    <Form action={action} prefetch={false} className={className}>
      {[...new URLSearchParams(query)].map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  )
}
