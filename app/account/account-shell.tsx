import type { ReactNode } from 'react'
import { UserShell } from '@/app/_shell/user-shell'
import { cn } from '@/components/cn'
import { Link } from '@/components/ui/link'
import { PageHeader } from '@/components/ui/page-header'
import type { Actor } from '@/lib/auth/accounts'
import { paths } from '@/lib/tenancy/paths'

const SECTIONS = [
  { href: paths.account, label: 'Profile' },
  { href: paths.accountSecurity, label: 'Security' },
  { href: paths.accountSessions, label: 'Sessions' },
  { href: paths.deleteAccount, label: 'Delete account' },
]

/** The frame of the settings of a person. `current` is the path of the page. */
export function AccountShell({
  user,
  current,
  children,
}: {
  user: Actor
  current: string
  children: ReactNode
}) {
  return (
    <UserShell user={user}>
      <PageHeader title="Account" description={`Signed in as ${user.email}.`} />
      <div className="grid grid-cols-1 gap-6 md:grid-cols-[11rem_1fr] md:gap-10">
        <nav aria-label="Account">
          <ul className="flex flex-wrap gap-1 md:flex-col">
            {SECTIONS.map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={href === current ? 'page' : undefined}
                  className={cn(
                    'flex min-h-8 items-center rounded-md px-3 font-medium text-sm transition-colors pointer-coarse:min-h-11',
                    href === current
                      ? 'bg-accent text-foreground'
                      : 'text-muted-foreground hover:bg-accent/50 hover:text-foreground',
                  )}
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="max-w-2xl space-y-8">{children}</div>
      </div>
    </UserShell>
  )
}
