'use client'

import { useSelectedLayoutSegment } from 'next/navigation'
import { useEffect, useRef } from 'react'
import type { NavLink } from '@/app/_shell/commands/command'
import { cn } from '@/components/cn'
import { Link } from '@/components/ui/link'

/** A bar at the bottom of narrow screens. */
export function OrgNav({ links }: { links: NavLink[] }) {
  const segment = useSelectedLayoutSegment()
  const current = useRef<HTMLAnchorElement>(null)
  // The bar scrolls if a product has more links than fit.
  useEffect(() => {
    if (segment) current.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [segment])
  return (
    <nav
      aria-label="Organization"
      className="bottom-bar border-sidebar-border bg-sidebar max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-40 max-lg:overflow-x-auto max-lg:border-t max-lg:pb-[env(safe-area-inset-bottom)]"
    >
      <ul className="flex lg:flex-col lg:gap-1">
        {links.map(({ page, label, icon, href }) => {
          const active = segment === page
          return (
            <li key={page} className="max-lg:min-w-16 max-lg:flex-1">
              <Link
                ref={active ? current : undefined}
                href={href}
                aria-current={active ? 'page' : undefined}
                className={cn(
                  'flex items-center font-medium transition-colors max-lg:h-14 max-lg:flex-col max-lg:justify-center max-lg:gap-1 max-lg:text-[0.6875rem] max-lg:-outline-offset-2 lg:min-h-8 lg:gap-2.5 lg:rounded-md lg:px-2.5 lg:text-sm lg:pointer-coarse:min-h-11',
                  active
                    ? 'max-lg:text-link lg:bg-sidebar-accent lg:text-foreground lg:[&_svg]:text-link'
                    : 'text-sidebar-foreground hover:text-foreground data-loading:text-foreground lg:data-loading:bg-sidebar-accent lg:hover:bg-sidebar-accent/50',
                )}
              >
                {icon}
                {label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
