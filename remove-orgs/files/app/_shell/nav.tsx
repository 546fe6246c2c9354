'use client'

import { useSelectedLayoutSegments } from 'next/navigation'
import { cn } from '@/components/cn'
import { Link } from '@/components/ui/link'
import type { NavLink } from './commands/command'

export function Nav({ links }: { links: NavLink[] }) {
  const segments = useSelectedLayoutSegments()
  return (
    <nav aria-label="Pages" className="min-w-0 overflow-x-auto">
      <ul className="flex gap-1">
        {links.map(({ page, label, icon, href }) => {
          const active = segments.includes(page)
          return (
            <li key={page}>
              <Link
                href={href}
                aria-current={active ? 'page' : undefined}
                className={cn(
                  'flex h-9 items-center gap-2 rounded-md px-2.5 font-medium text-sm transition-colors -outline-offset-2 pointer-coarse:h-11',
                  active
                    ? 'bg-accent text-foreground'
                    : 'text-muted-foreground hover:text-foreground data-loading:text-foreground',
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
