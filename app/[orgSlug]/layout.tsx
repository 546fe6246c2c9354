import type { Metadata } from 'next'
import { getOrgs, requireOrgMember } from '@/lib/orgs/guards'
import { may } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { orgPath } from '@/lib/tenancy/paths'
import { OrgShell } from './org-shell'

type Props = LayoutProps<'/[orgSlug]'>

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org } = await requireOrgMember((await params).orgSlug)
  return { title: { template: `%s · ${org.name}`, default: org.name } }
}

export default async function OrgLayout({ params, children }: Props) {
  const scope = await requireOrgMember((await params).orgSlug)
  return (
    <OrgShell scope={scope} orgs={await getOrgs()} pages={pagesFor(scope)}>
      {children}
    </OrgShell>
  )
}

function pagesFor({ org, membership }: OrgScope) {
  const pages = [
    { label: 'Dashboard', href: orgPath(org, 'dashboard') },
    { label: 'Projects', href: orgPath(org, 'projects') },
    { label: 'Team', href: orgPath(org, 'team') },
    { label: 'Activity', href: orgPath(org, 'activity') },
  ]
  const settings = { label: 'Settings', href: orgPath(org, 'settings') }
  return may(membership, 'org.update') ? [...pages, settings] : pages
}
