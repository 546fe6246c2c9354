import { Building2, Check, Plus } from 'lucide-react'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { Input } from '@/components/forms/input'
import { Popover } from '@/components/overlays/popover'
import type { Overlay } from '@/components/overlays/use-overlay'
import { Avatar } from '@/components/ui/avatar'
import { fetchOrgs, useOrgs } from './use-orgs'

/** Plain links: a full navigation clears the other org's data from the client cache. */
export function OrgMenu({
  current,
  listHref,
  createHref,
  ...overlay
}: Overlay & {
  /** The id of the page's org. */
  current?: string
  listHref: string
  createHref: string
}) {
  const [search, setSearch] = useState('')
  const { orgs, loading, status } = useOrgs(search)
  return (
    <Popover
      {...overlay}
      align="start"
      aria-label="Organizations"
      className="w-(--radix-popover-trigger-width) min-w-52"
      onKeyDown={moveWithKeys}
    >
      <form
        className="p-1"
        onSubmit={(event) => {
          event.preventDefault()
          openFirst(search)
        }}
      >
        <Input
          type="search"
          aria-label="Search organizations"
          placeholder="Search…"
          autoComplete="off"
          maxLength={254}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </form>
      <ul aria-label="Organizations" aria-busy={loading} className="max-h-80 overflow-y-auto">
        {orgs.map(({ id, name, url }) => (
          <Item key={id} href={url} current={id === current}>
            <Avatar name={name} shape="square" size="xs" />
            <span title={name} className="min-w-0 truncate">
              {name}
            </span>
            {id === current && <Check aria-hidden className="ml-auto text-foreground!" />}
          </Item>
        ))}
      </ul>
      <p role="status" className="px-2 text-muted-foreground text-xs [&:not(:empty)]:py-1.5">
        {status && <span key={status}>{status}</span>}
      </p>
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
    </Popover>
  )
}

// The list on screen can be of an earlier text.
async function openFirst(search: string) {
  const found = await fetchOrgs(search).catch(() => undefined)
  const [first] = found?.orgs ?? []
  if (first) window.location.assign(first.url)
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
        className="flex min-h-8 items-center gap-2 rounded-md px-2 py-1.5 -outline-offset-2 hover:bg-accent focus-visible:bg-accent pointer-coarse:min-h-11 [&>svg:first-child]:mx-0.5 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground"
      >
        {children}
      </a>
    </li>
  )
}

/** Arrows move between the search field and the links, and typing on a link searches. */
function moveWithKeys(event: KeyboardEvent<HTMLElement>) {
  const { key, ctrlKey, metaKey, altKey, currentTarget } = event
  const targets = [...currentTarget.querySelectorAll<HTMLElement>('input, a')]
  const step = { ArrowDown: 1, ArrowUp: -1 }[key]
  if (step) {
    event.preventDefault()
    const next = targets.indexOf(document.activeElement as HTMLElement) + step
    targets.at(next % targets.length)?.focus()
  } else if (/^\S$/u.test(key) && !ctrlKey && !metaKey && !altKey) {
    targets[0]?.focus()
  }
}
