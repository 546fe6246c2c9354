import type { Metadata } from 'next'
import { getOrgs, requireOrgMember } from '@/lib/orgs/guards'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { orgPath } from '@/lib/tenancy/org-paths'
import type { NavPage } from './org-nav'
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

function pagesFor({ org, membership }: OrgScope): NavPage[] {
  const pages = [
    { label: 'Dashboard', page: 'dashboard' },
    { label: 'Projects', page: 'projects' },
    { label: 'Team', page: 'team' },
    { label: 'Activity', page: 'activity' },
    ...(can(membership, 'org.update') ? [{ label: 'Settings', page: 'settings' } as const] : []),
  ] as const
  return pages.map(({ label, page }) => ({ label, page, href: orgPath(org, page) }))
}
