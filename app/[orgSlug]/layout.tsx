import { getOrgs, requireOrgMember } from '@/lib/orgs/guards'
import { orgPath, paths } from '@/lib/tenancy/paths'
import { OrgShell } from './org-shell'

export default async function OrgLayout({ params, children }: LayoutProps<'/[orgSlug]'>) {
  const { user, org } = await requireOrgMember((await params).orgSlug)
  const orgs = (await getOrgs()).map(({ id, name, slug }) => ({
    id,
    name,
    href: orgPath({ slug }),
  }))
  return (
    <OrgShell user={user} current={org.id} orgs={orgs} pages={pagesOf(org)} newOrg={paths.newOrg}>
      {children}
    </OrgShell>
  )
}

function pagesOf(org: { slug: string }) {
  return [
    { label: 'Dashboard', href: orgPath(org, 'dashboard') },
    { label: 'Projects', href: orgPath(org, 'projects') },
    { label: 'Team', href: orgPath(org, 'team') },
    { label: 'Activity', href: orgPath(org, 'activity') },
  ]
}
