import { Command as Cmdk } from 'cmdk'
import { Building2, MailOpen, Plus, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useMemo, useState } from 'react'
import { overlayClass } from '@/components/overlays/panel-classes'
import { contentProps, type Overlay } from '@/components/overlays/use-overlay'
import { Avatar } from '@/components/ui/avatar'
import { foldName } from '@/lib/names/fold-name'
import { applyTheme, THEMES } from '../use-theme'
import type { Command, NavLink } from './command'
import { KeyHints, Shortcut } from './keys'
import { useResults } from './use-results'
import '@/components/overlays/style-nonce'

export type CommandDialogProps = Overlay & {
  /** Of the page. Without it, the menu finds no people. */
  org?: { slug: string; teamHref: string }
  pages: NavLink[]
  commands: Command[]
  hrefs: { orgs: string; newOrg: string; invitations: string }
}

type Entry = {
  id: string
  label: string
  detail?: string
  icon: ReactNode
  run: () => void
  shortcut?: string
}

export function CommandDialog({ opener, ...props }: CommandDialogProps) {
  return (
    <Radix.Root open onOpenChange={props.onClose}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass}>
          <Radix.Content
            aria-describedby={undefined}
            {...contentProps({ opener, onClose: props.onClose })}
            className="h-fit w-full max-w-xl overflow-hidden rounded-xl border bg-popover shadow-float outline-none motion-safe:animate-pop"
          >
            <Radix.Title className="sr-only">Command menu</Radix.Title>
            <Commands {...props} />
          </Radix.Content>
        </Radix.Overlay>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Commands({ org, pages, commands, hrefs, onClose }: Omit<CommandDialogProps, 'opener'>) {
  const [search, setSearch] = useState('')
  const searched = useMemo(() => pages.filter(({ hasSearch }) => hasSearch), [pages])
  const { orgs, people, rows, failed, isLoading } = useResults(search.trim(), searched, org)
  const router = useRouter()
  const open = ({ href, ...command }: Command): Entry => ({
    ...command,
    id: command.label,
    run: () => router.push(href),
  })
  const groups = [
    { heading: 'Actions', entries: commands.map(open) },
    { heading: 'Pages', entries: pages.map(open) },
    ...searched.map((page, index) => ({
      heading: page.label,
      entries: (rows[index] ?? []).map((row) => rowEntry(page, row)),
    })),
    { heading: 'People', entries: people.map(personEntry) },
    { heading: 'Organizations', entries: orgs.map(orgEntry) },
    { heading: 'Account', entries: accountEntries(hrefs) },
    { heading: 'Theme', entries: themeEntries() },
  ]
  return (
    <Cmdk shouldFilter={false} loop label="Command menu">
      <div className="flex items-center gap-2.5 border-b px-4">
        <Search aria-hidden className="size-4 shrink-0 text-muted-foreground" />
        <Cmdk.Input
          value={search}
          onValueChange={setSearch}
          maxLength={254}
          placeholder="Search, or run a command"
          className="h-12 w-full bg-transparent text-base outline-none placeholder:text-muted-foreground sm:text-sm"
        />
      </div>
      <Cmdk.List label="Commands" className="max-h-[min(24rem,55vh)] overflow-y-auto p-1">
        {groups.map(({ heading, entries }) => (
          // The results on screen can be of an earlier text.
          <Group
            key={heading}
            heading={heading}
            entries={entries.filter((entry) => matches(entry, search))}
            onClose={onClose}
          />
        ))}
      </Cmdk.List>
      <Cmdk.Empty className="px-2.5 py-6 text-center text-muted-foreground text-sm">
        {isLoading ? 'Searching…' : 'Nothing found.'}
      </Cmdk.Empty>
      <p role="status" className="px-4 text-muted-foreground text-xs [&:not(:empty)]:py-2">
        {failed && <span>The search failed. Please try again in a moment.</span>}
      </p>
      <KeyHints />
    </Cmdk>
  )

  function personEntry({ userId, name, email }: (typeof people)[number]): Entry {
    const icon = <Avatar name={name} size="xs" />
    const href = change(org?.teamHref ?? '', (url) => url.searchParams.set('q', email))
    return { id: userId, icon, label: name, detail: email, run: () => router.push(href) }
  }

  function rowEntry({ icon, href }: NavLink, { id, name }: { id: string; name: string }): Entry {
    const rowHref = change(href, (url) => {
      url.pathname += `/${id}`
    })
    return { id, icon, label: name, run: () => router.push(rowHref) }
  }
}

function change(href: string, modify: (url: URL) => void): string {
  const url = new URL(href, location.href)
  modify(url)
  return url.pathname + url.search
}

const orgEntry = ({ id, name, url }: { id: string; name: string; url: string }): Entry => ({
  id,
  icon: <Avatar name={name} shape="square" size="xs" />,
  label: name,
  run: () => leave(url),
})

const accountEntries = (hrefs: CommandDialogProps['hrefs']): Entry[] =>
  [
    { id: 'New organization', icon: <Plus />, href: hrefs.newOrg },
    { id: 'Your organizations', icon: <Building2 />, href: hrefs.orgs },
    { id: 'Invitations', icon: <MailOpen />, href: hrefs.invitations },
  ].map(({ href, ...entry }) => ({ ...entry, label: entry.id, run: () => leave(href) }))

// A full navigation clears the other org's data from the client cache.
const leave = (href: string) => location.assign(href)

const themeEntries = (): Entry[] =>
  THEMES.map(({ value, label, icon: Icon }) => ({
    id: `${label} theme`,
    label: `${label} theme`,
    icon: <Icon />,
    run: () => applyTheme(value),
  }))

/** Whether each typed word is in the entry, whatever the case and accents. */
function matches({ label, detail }: Entry, search: string) {
  const text = foldName(`${label} ${detail ?? ''}`)
  return foldName(search)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function Group({
  heading,
  entries,
  onClose,
}: {
  heading: string
  entries: Entry[]
  onClose: () => void
}) {
  if (!entries.length) return null
  return (
    <Cmdk.Group
      heading={heading}
      className="**:[[cmdk-group-heading]]:px-2.5 **:[[cmdk-group-heading]]:py-1.5 **:[[cmdk-group-heading]]:font-medium **:[[cmdk-group-heading]]:text-muted-foreground **:[[cmdk-group-heading]]:text-xs"
    >
      {entries.map(({ id, icon, label, detail, shortcut, run }) => (
        <Cmdk.Item
          key={id}
          value={`${heading} ${id}`}
          onSelect={() => {
            onClose()
            run()
          }}
          className="flex min-h-9 cursor-default select-none items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm data-[selected=true]:bg-accent pointer-coarse:min-h-11 [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted-foreground"
        >
          <span className="flex size-5 shrink-0 items-center justify-center">{icon}</span>
          <span title={detail ? `${label} ${detail}` : label} className="min-w-0 truncate">
            {label}
            {detail && <span className="ml-2 text-muted-foreground">{detail}</span>}
          </span>
          {shortcut && <Shortcut keys={shortcut} />}
        </Cmdk.Item>
      ))}
    </Cmdk.Group>
  )
}
