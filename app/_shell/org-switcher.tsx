'use client'

import { Building2, Check, ChevronsUpDown, Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { cn } from '@/components/cn'
import { Input } from '@/components/forms/input'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/overlays/popover'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { foldName } from '@/lib/names/fold-name'

export type OrgLink = { id: string; name: string; href: string }

const MAX_WITHOUT_SEARCH = 7
const MAX_SHOWN = 50

/** Plain links: a full navigation clears the other org's data from the client cache. */
export function OrgSwitcher({
  orgs,
  current,
  listHref,
  createHref,
}: {
  orgs: OrgLink[]
  /** The id of the page's org. */
  current?: string
  listHref: string
  createHref: string
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
          <Item href={createHref}>
            <Plus aria-hidden />
            New organization
          </Item>
          <Item href={listHref}>
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
  const text = foldName(search.trim())
  const matches = orgs.filter(({ name }) => foldName(name).includes(text))
  const first = matches[0]
  return (
    <>
      {orgs.length > MAX_WITHOUT_SEARCH && (
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
        {matches.slice(0, MAX_SHOWN).map(({ id, name, href }) => (
          <Item key={id} href={href} current={id === current}>
            <Avatar name={name} shape="square" size="xs" />
            <span className="min-w-0 truncate">{name}</span>
            {id === current && <Check aria-hidden className="ml-auto text-foreground!" />}
          </Item>
        ))}
      </ul>
      <p role="status" className="px-2 text-muted-foreground text-xs [&:not(:empty)]:py-1.5">
        {search && !matches.length && <span>No organization has that name.</span>}
        {matches.length > MAX_SHOWN && (
          <span>{`${matches.length - MAX_SHOWN} more. Search to find them.`}</span>
        )}
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
  const targets = [...event.currentTarget.querySelectorAll<HTMLElement>('input, a')]
  const next = targets.indexOf(document.activeElement as HTMLElement) + step
  targets.at(next % targets.length)?.focus()
}
