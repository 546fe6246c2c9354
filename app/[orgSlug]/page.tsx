import { redirect } from 'next/navigation'
import { requireOrgMember } from '@/lib/orgs/guards'
import { orgPath } from '@/lib/tenancy/org-paths'

export default async function OrgPage({ params }: PageProps<'/[orgSlug]'>) {
  const { org } = await requireOrgMember((await params).orgSlug)
  redirect(orgPath(org))
}
