import { redirect } from 'next/navigation'
import { PageHeader } from '@/components/ui/page-header'
import { requireOrgMember } from '@/lib/orgs/guards'
import { listPendingInvitations } from '@/lib/orgs/invitations'
import { listMembers, MEMBERS_PER_PAGE, type MemberQuery } from '@/lib/orgs/memberships'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { listMembersWithTwoFactor } from '@/lib/two-factor/requirement'
import { InviteMembers } from './invite-members'
import { Members } from './members'
import { PendingInvitations } from './pending-invitations'
import { teamQuery, teamUrl } from './team-query'

export const metadata = { title: 'Team' }

export default async function TeamPage({ params, searchParams }: PageProps<'/[orgSlug]/team'>) {
  const scope = await requireOrgMember((await params).orgSlug)
  const query = teamQuery.parse(await searchParams)
  const { q: search, sort, order, page } = query
  const [{ members, total, withTwoFactor }, invitations] = await Promise.all([
    listMembersFor(scope, { search, sort, descending: order === 'desc', page }),
    listPendingInvitations(scope),
  ])
  if (!members.length && page > 1) {
    redirect(teamUrl(scope.org, { ...query, page: Math.ceil(total / MEMBERS_PER_PAGE) || 1 }))
  }
  return (
    <>
      <PageHeader
        title="Team"
        description={`Everyone in ${scope.org.name}.`}
        actions={can(scope.membership, 'invitation.create') && <InviteMembers scope={scope} />}
      />
      <Members
        scope={scope}
        query={query}
        members={members}
        total={total}
        withTwoFactor={withTwoFactor}
      />
      {invitations.length > 0 && <PendingInvitations scope={scope} invitations={invitations} />}
    </>
  )
}

async function listMembersFor(scope: OrgScope, query: MemberQuery) {
  const found = await listMembers(scope, query)
  if (!can(scope.membership, 'org.update')) return { ...found, withTwoFactor: undefined }
  const userIds = found.members.map(({ userId }) => userId)
  return { ...found, withTwoFactor: await listMembersWithTwoFactor(scope, userIds) }
}
