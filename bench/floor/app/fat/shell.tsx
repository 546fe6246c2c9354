import type { ReactNode } from 'react'
import { Avatar, Icon, MENU } from './elements'

export type Member = { org: string; slug: string; name: string; email: string }

export function Shell({
  member: { org, slug, name },
  page,
  children,
}: {
  member: Member
  page: string
  children: ReactNode
}) {
  return (
    <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15rem_1fr]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 rounded-md bg-primary px-4 py-2.5 font-medium text-primary-foreground text-sm not-focus:sr-only"
      >
        Skip to content
      </a>
      <aside className="flex items-center justify-between border-sidebar-border border-b bg-sidebar px-3 py-2 lg:sticky lg:top-0 lg:h-dvh lg:flex-col lg:items-stretch lg:justify-start lg:gap-5 lg:border-r lg:border-b-0 lg:py-3">
        <button
          type="button"
          className={`${MENU} hover:bg-accent hover:text-foreground text-muted-foreground h-9 px-2 text-sm pointer-coarse:h-11 min-w-0 max-w-[60vw] lg:w-full lg:max-w-none`}
          aria-label={`${org}, switch organization`}
          aria-haspopup="dialog"
          aria-expanded="false"
        >
          <Avatar name={org} className="rounded-[28%] size-6 text-[0.625rem]" />
          <span className="min-w-0 truncate font-semibold text-foreground">{org}</span>
          <Icon className="lucide ml-auto size-3.5 text-muted-foreground">
            <path d="m7 15 5 5 5-5" />
            <path d="m7 9 5-5 5 5" />
          </Icon>
        </button>
        <button
          type="button"
          aria-haspopup="dialog"
          aria-expanded="false"
          aria-keyshortcuts="Control+K Meta+K"
          className="flex h-9 items-center gap-2 rounded-md border border-input/60 bg-card px-2.5 text-muted-foreground text-sm shadow-raised transition-colors hover:bg-muted hover:text-foreground aria-disabled:cursor-default pointer-coarse:h-11 max-lg:hidden"
        >
          <Icon className="lucide size-4">
            <path d="m21 21-4.34-4.34" />
            <circle cx="11" cy="11" r="8" />
          </Icon>
          Jump to…
        </button>
        <noscript>
          <a href="/orgs" className="px-2 text-link text-sm">
            Your organizations
          </a>
        </noscript>
        <nav
          aria-label="Organization"
          className="bottom-bar border-sidebar-border bg-sidebar max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-40 max-lg:overflow-x-auto max-lg:border-t max-lg:pb-[env(safe-area-inset-bottom)]"
        >
          <ul className="flex lg:flex-col lg:gap-1">
            {LINKS.map(({ path, label, icon }) => (
              <li key={path} className="max-lg:min-w-16 max-lg:flex-1">
                <a
                  href={`/${slug}/${path}`}
                  aria-current={path === page ? 'page' : undefined}
                  className={`flex items-center font-medium transition-colors max-lg:h-14 max-lg:flex-col max-lg:justify-center max-lg:gap-1 max-lg:text-[0.6875rem] max-lg:-outline-offset-2 lg:min-h-8 lg:gap-2.5 lg:rounded-md lg:px-2.5 lg:text-sm lg:pointer-coarse:min-h-11 ${path === page ? 'max-lg:text-link lg:bg-sidebar-accent lg:text-foreground lg:[&_svg]:text-link' : 'text-sidebar-foreground hover:text-foreground has-data-pending:text-foreground lg:has-data-pending:bg-sidebar-accent lg:hover:bg-sidebar-accent/50'}`}
                >
                  <Icon className="lucide size-5 shrink-0 lg:size-4">{icon}</Icon>
                  {label}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="lg:mt-auto">
          <button
            type="button"
            className={`${MENU} text-muted-foreground hover:bg-accent hover:text-foreground h-9 px-2 text-sm pointer-coarse:h-11 w-full max-lg:w-auto`}
            aria-label={`${name}, account menu`}
            aria-haspopup="menu"
            aria-expanded="false"
          >
            <span className="relative">
              <Avatar name={name} className="rounded-full size-6 text-[0.625rem]" />
            </span>
            <span className="min-w-0 truncate max-lg:sr-only">{name}</span>
            <Icon className="lucide ml-auto size-3.5 max-lg:hidden">
              <path d="m7 15 5 5 5-5" />
              <path d="m7 9 5-5 5 5" />
            </Icon>
          </button>
        </div>
      </aside>
      <main className="mx-auto w-full max-w-5xl px-4 py-8 sm:px-8 lg:py-10">{children}</main>
    </div>
  )
}

const LINKS = [
  {
    path: 'dashboard',
    label: 'Dashboard',
    icon: (
      <>
        <rect width="7" height="9" x="3" y="3" rx="1" />
        <rect width="7" height="5" x="14" y="3" rx="1" />
        <rect width="7" height="9" x="14" y="12" rx="1" />
        <rect width="7" height="5" x="3" y="16" rx="1" />
      </>
    ),
  },
  {
    path: 'projects',
    label: 'Projects',
    icon: (
      <>
        <path d="M4 20h16a2 2 0 0 0 2-2V8a2 2 0 0 0-2-2h-7.93a2 2 0 0 1-1.66-.9l-.82-1.2A2 2 0 0 0 7.93 3H4a2 2 0 0 0-2 2v13c0 1.1.9 2 2 2Z" />
        <path d="M8 10v4" />
        <path d="M12 10v2" />
        <path d="M16 10v6" />
      </>
    ),
  },
  {
    path: 'team',
    label: 'Team',
    icon: (
      <>
        <path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2" />
        <path d="M16 3.128a4 4 0 0 1 0 7.744" />
        <path d="M22 21v-2a4 4 0 0 0-3-3.87" />
        <circle cx="9" cy="7" r="4" />
      </>
    ),
  },
  {
    path: 'activity',
    label: 'Activity',
    icon: (
      <>
        <path d="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8" />
        <path d="M3 3v5h5" />
        <path d="M12 7v5l4 2" />
      </>
    ),
  },
  {
    path: 'settings',
    label: 'Settings',
    icon: (
      <>
        <path d="M9.671 4.136a2.34 2.34 0 0 1 4.659 0 2.34 2.34 0 0 0 3.319 1.915 2.34 2.34 0 0 1 2.33 4.033 2.34 2.34 0 0 0 0 3.831 2.34 2.34 0 0 1-2.33 4.033 2.34 2.34 0 0 0-3.319 1.915 2.34 2.34 0 0 1-4.659 0 2.34 2.34 0 0 0-3.32-1.915 2.34 2.34 0 0 1-2.33-4.033 2.34 2.34 0 0 0 0-3.831A2.34 2.34 0 0 1 6.35 6.051a2.34 2.34 0 0 0 3.319-1.915" />
        <circle cx="12" cy="12" r="3" />
      </>
    ),
  },
]
