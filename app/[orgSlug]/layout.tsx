import type { Metadata } from 'next'
import { after } from 'next/server'
import type { Command, NavLink } from '@/app/_shell/commands/command'
import { Icon } from '@/components/ui/icon'
import type { Resource } from '@/lib/define-resource'
import { AppError } from '@/lib/errors'
import { countMyInvitations, requireOrgMember } from '@/lib/orgs/guards'
import { recordUse } from '@/lib/orgs/orgs'
import { can, type Permission } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import * as resources from '@/lib/resources'
import { type OrgPage, orgUrl } from '@/lib/urls'
import { OrgShell } from './org-shell'

type Props = LayoutProps<'/[orgSlug]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org } = await requireOrgMember((await params).orgSlug)
  return {
    title: { template: `%s · ${org.name}`, default: org.name },
    // Other sites cannot load these pages, and the tags would be a tenth of the elements.
    openGraph: null,
    twitter: null,
  }
}

export default async function OrgLayout({ params, children }: Props) {
  const { orgSlug } = await params
  const scope = await requireOrgMember(orgSlug)
  after(() => recordUse(scope).catch(ignoreRefusal))
  return (
    <OrgShell
      scope={scope}
      invitations={await countMyInvitations(orgSlug)}
      links={navLinks(scope)}
      commands={commands(scope)}
    >
      {children}
    </OrgShell>
  )
}

// The person can have left, or the database can be down, since the guard ran.
function ignoreRefusal(error: unknown) {
  if (!(error instanceof AppError)) throw error
}

const PAGES = Object.values<Resource>(resources)
  .flatMap(({ pages = {} }) => Object.entries(pages))
  .sort(([, a], [, b]) => a.order - b.order)

const SEARCHED = new Set(Object.values<Resource>(resources).map(({ search }) => search))

const COMMANDS = Object.values<Resource>(resources).flatMap(({ commands = [] }) => commands)

function navLinks({ org, membership }: OrgScope): NavLink[] {
  return PAGES.filter(
    ([, { permission }]) => !permission || can(membership, permission as Permission),
  ).map(([page, { label, icon, shortcut }]) => ({
    page,
    label,
    icon: <Icon name={icon} className="size-5 shrink-0 lg:size-4" />,
    shortcut,
    href: orgUrl(org, page as OrgPage),
    hasSearch: SEARCHED.has(page),
  }))
}

function commands({ org, membership }: OrgScope): Command[] {
  return COMMANDS.filter(({ permission }) => can(membership, permission as Permission)).map(
    ({ label, icon, page, shortcut }) => ({
      label,
      shortcut,
      icon: <Icon name={icon} />,
      href: orgUrl(org, page as OrgPage, { dialog: label }),
    }),
  )
}
