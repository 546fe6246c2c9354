import { redirect } from 'next/navigation'
import { requireOrgMember } from '@/lib/orgs/guards'
import { orgUrl } from '@/lib/urls'

export default async function OrgPage({ params }: PageProps<'/[orgSlug]'>) {
  const { org } = await requireOrgMember((await params).orgSlug)
  redirect(orgUrl(org))
}
