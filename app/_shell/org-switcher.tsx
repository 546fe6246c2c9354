'use client'

import { Building2, Check, ChevronsUpDown, Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { cn } from '@/components/cn'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'

export type OrgLink = { id: string; name: string; href: string }

const MANY = 7
const SHOWN = 50

/** Plain links: a full navigation leaves nothing of the other org in the browser's memory. */
export function OrgSwitcher({
  orgs,
  current,
  all,
  create,
}: {
  orgs: OrgLink[]
  /** The id of the org whose page this is, if it is one. */
  current?: string
  /** The links to the list of orgs and to the form for a new one. */
  all: string
  create: string
}) {
  const org = orgs.find(({ id }) => id === current)
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          aria-label="Switch organization"
          className={cn(
            'min-w-0 max-w-[60vw] justify-start px-2 text-foreground',
            org && 'lg:w-full lg:max-w-none',
          )}
        >
          {org && <Avatar name={org.name} shape="square" size="sm" />}
          <span className="min-w-0 truncate font-semibold">{org?.name ?? 'Organizations'}</span>
          <ChevronsUpDown aria-hidden className="ml-auto size-3.5 text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent
        align="start"
        aria-label="Organizations"
        className="w-64"
        onKeyDown={moveWithArrows}
      >
        <OrgLinks orgs={orgs} current={current} />
        <ul className="mt-1 border-t pt-1">
          <Item href={create}>
            <Plus aria-hidden />
            New organization
          </Item>
          <Item href={all}>
            <Building2 aria-hidden />
            Your organizations
          </Item>
        </ul>
      </PopoverContent>
    </Popover>
  )
}

function OrgLinks({ orgs, current }: { orgs: OrgLink[]; current?: string }) {
  const [search, setSearch] = useState('')
  const found = orgs.filter(({ name }) => name.toLowerCase().includes(search.trim().toLowerCase()))
  const first = found[0]
  return (
    <>
      {orgs.length > MANY && (
        <form
          className="p-1"
          onSubmit={(event) => {
            event.preventDefault()
            if (first) window.location.assign(first.href)
          }}
        >
          <Input
            type="search"
            aria-label="Search organizations"
            placeholder="Search…"
            autoComplete="off"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
        </form>
      )}
      <ul aria-label="Organizations">
        {found.slice(0, SHOWN).map(({ id, name, href }) => (
          <Item key={id} href={href} current={id === current}>
            <Avatar name={name} shape="square" size="xs" />
            <span className="min-w-0 truncate">{name}</span>
            {id === current && <Check aria-hidden className="ml-auto text-foreground!" />}
          </Item>
        ))}
      </ul>
      <p role="status" className="px-2 text-muted-foreground text-xs [&:not(:empty)]:py-1.5">
        {search && !found.length && 'No organization of that name.'}
        {found.length > SHOWN && `And ${found.length - SHOWN} more: search for them.`}
      </p>
    </>
  )
}

function Item({
  href,
  current,
  children,
}: {
  href: string
  current?: boolean
  children: ReactNode
}) {
  return (
    <li>
      <a
        href={href}
        aria-current={current ? 'true' : undefined}
        className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1.5 outline-none hover:bg-accent focus-visible:bg-accent pointer-coarse:min-h-11 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground"
      >
        {children}
      </a>
    </li>
  )
}

function moveWithArrows(event: KeyboardEvent<HTMLElement>) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
  if (!step) return
  event.preventDefault()
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('input, a')]
  const next = stops.indexOf(document.activeElement as HTMLElement) + step
  stops.at(next % stops.length)?.focus()
}
