'use client'

import Link from 'next/link'
import { useSelectedLayoutSegment } from 'next/navigation'
import type { ReactNode } from 'react'
import { cn } from '@/components/cn'

export type NavLink = { page: string; label: string; icon: ReactNode; href: string }

export function OrgNav({ links }: { links: NavLink[] }) {
  const segment = useSelectedLayoutSegment()
  return (
    <nav aria-label="Organization">
      <ul className="-mx-3 flex gap-1 overflow-x-auto px-3 py-2 lg:mx-0 lg:flex-col lg:p-0">
        {links.map(({ page, label, icon, href }) => {
          const active = segment === page
          return (
            <li key={page}>
              <Link
                href={href}
                aria-current={active ? 'page' : undefined}
                className={cn(
                  'flex items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 py-1.5 font-medium text-sm transition-colors hover:bg-sidebar-accent hover:text-foreground pointer-coarse:py-2.5',
                  active ? 'bg-sidebar-accent text-foreground' : 'text-sidebar-foreground',
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
