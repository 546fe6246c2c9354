import Link from 'next/link'
import type { ReactNode } from 'react'
import { paths } from '@/lib/tenancy/paths'
import { AccountMenu } from './account-menu'
import { Logo } from './ui/logo'

/** The frame of pages that belong to a person rather than to an org. */
export function UserShell({
  user,
  children,
}: {
  user: { name: string; email: string }
  children: ReactNode
}) {
  return (
    <div className="min-h-dvh">
      <header className="border-b bg-card">
        <div className="mx-auto flex h-14 max-w-4xl items-center justify-between px-4 sm:px-6">
          <Link href={paths.orgs} className="rounded-md">
            <Logo />
          </Link>
          <AccountMenu user={user} />
        </div>
      </header>
      <main className="mx-auto max-w-4xl px-4 py-8 sm:px-6 sm:py-12">{children}</main>
    </div>
  )
}
