'use client'

import {
  FolderKanban,
  History,
  LayoutDashboard,
  type LucideIcon,
  Settings,
  Users,
} from 'lucide-react'
import Link from 'next/link'
import { useSelectedLayoutSegment } from 'next/navigation'
import { cn } from '@/components/cn'

export type NavPage = { label: string; page: string; href: string }

const icons: Record<string, LucideIcon> = {
  Dashboard: LayoutDashboard,
  Projects: FolderKanban,
  Team: Users,
  Activity: History,
  Settings,
}

export function OrgNav({ pages }: { pages: NavPage[] }) {
  const segment = useSelectedLayoutSegment()
  return (
    <nav aria-label="Organization">
      <ul className="-mx-3 flex gap-1 overflow-x-auto px-3 py-2 lg:mx-0 lg:flex-col lg:p-0">
        {pages.map(({ label, page, href }) => {
          const Icon = icons[label]
          const active = segment === page
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={active ? 'page' : undefined}
                className={cn(
                  'flex items-center gap-2.5 whitespace-nowrap rounded-md px-2.5 py-1.5 font-medium text-sidebar-foreground text-sm transition-colors hover:bg-sidebar-accent hover:text-foreground pointer-coarse:py-2.5',
                  active && 'bg-sidebar-accent text-foreground',
                )}
              >
                {Icon && <Icon aria-hidden className="size-4 max-lg:hidden" />}
                {label}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
