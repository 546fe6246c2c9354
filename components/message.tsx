import type { ReactNode } from 'react'
import { ERROR_PAGES, type ErrorStatus } from '@/lib/server/error-pages'
import { Button } from './ui/button'

/** Takes the place of a page's content. `children` are its buttons. */
export function Message({
  code,
  title,
  text,
  children,
}: {
  code?: number
  title: string
  text: string
  children?: ReactNode
}) {
  return (
    <div className="m-auto flex flex-col items-center px-4 py-16 text-center">
      {code && <p className="mb-3 font-medium font-mono text-muted-foreground text-sm">{code}</p>}
      <h1 className="font-semibold text-2xl">{title}</h1>
      <p className="mt-2 mb-6 max-w-md text-balance text-muted-foreground">{text}</p>
      <div className="flex flex-wrap justify-center gap-3">{children}</div>
    </div>
  )
}

/** The message of a status as the whole page. */
export function StatusPage({ status }: { status: ErrorStatus }) {
  const { action, ...message } = ERROR_PAGES[status]
  return (
    <main className="flex min-h-dvh">
      <Message code={status} {...message}>
        <Button asChild>
          <a href={action.href}>{action.label}</a>
        </Button>
      </Message>
    </main>
  )
}
