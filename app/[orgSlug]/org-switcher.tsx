'use client'

import { ChevronsUpDown, Plus } from 'lucide-react'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuCheckItem,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'

export type SwitcherOrg = { id: string; name: string; href: string }

/** Plain links: a full navigation leaves nothing of the other org in the browser's memory. */
export function OrgSwitcher({
  current,
  orgs,
  newOrg,
}: {
  current: string
  orgs: SwitcherOrg[]
  newOrg: string
}) {
  const name = orgs.find(({ id }) => id === current)?.name ?? ''
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button
          variant="ghost"
          aria-label="Switch organization"
          className="min-w-0 max-w-[70vw] justify-start px-2 text-foreground lg:w-full lg:max-w-none"
        >
          <Avatar name={name} shape="square" size="sm" />
          <span className="min-w-0 truncate font-semibold">{name}</span>
          <ChevronsUpDown aria-hidden className="ml-auto size-3.5 text-muted-foreground" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" className="w-56">
        <DropdownMenuLabel>Organizations</DropdownMenuLabel>
        {orgs.map((org) => (
          <DropdownMenuCheckItem key={org.id} checked={org.id === current} asChild>
            <a href={org.href}>
              <Avatar name={org.name} shape="square" size="xs" />
              <span className="min-w-0 truncate">{org.name}</span>
            </a>
          </DropdownMenuCheckItem>
        ))}
        <DropdownMenuSeparator />
        <DropdownMenuItem asChild>
          <a href={newOrg}>
            <Plus aria-hidden />
            New organization
          </a>
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
