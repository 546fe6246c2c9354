import type { ReactNode } from 'react'
import { paths } from '@/lib/tenancy/paths'
import { Card, CardContent } from './ui/card'
import { Link } from './ui/link'
import { Logo } from './ui/logo'

/** A page with a single card, for visitors who may be signed out. */
export function AuthPage({
  title,
  description,
  footer,
  children,
}: {
  title: ReactNode
  description?: ReactNode
  footer?: ReactNode
  children?: ReactNode
}) {
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 sm:pt-[max(4rem,14vh)]">
      <header className="mb-8">
        <Link href={paths.home} className="tap flex rounded-md">
          <Logo />
        </Link>
      </header>
      <main className="w-full max-w-sm">
        <Card>
          <CardContent className="space-y-6 py-7">
            <div className="space-y-1.5">
              <h1 className="font-semibold text-xl leading-7 [overflow-wrap:anywhere]">{title}</h1>
              {description && (
                <p className="text-muted-foreground text-sm [overflow-wrap:anywhere]">
                  {description}
                </p>
              )}
            </div>
            {children}
          </CardContent>
        </Card>
        {footer && <p className="mt-6 text-center text-muted-foreground text-sm">{footer}</p>}
      </main>
    </div>
  )
}
