import type { ReactNode } from 'react'
import { Button } from './ui/button'

export function MessagePage({
  code,
  title,
  children,
  action,
}: {
  code: string
  title: string
  children: ReactNode
  action: { label: string; href: string }
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center px-4 text-center">
      <p className="font-medium font-mono text-muted-foreground text-sm">{code}</p>
      <h1 className="mt-3 font-semibold text-2xl">{title}</h1>
      <p className="mt-2 max-w-md text-balance text-muted-foreground">{children}</p>
      <Button asChild className="mt-6">
        <a href={action.href}>{action.label}</a>
      </Button>
    </main>
  )
}
