import { redirect } from 'next/navigation'
import { PageHeader } from '@/components/ui/page-header'
import { requireOrgMember } from '@/lib/orgs/guards'
import { listPendingInvitations } from '@/lib/orgs/invitations'
import { listMembers, MEMBERS_PER_PAGE } from '@/lib/orgs/memberships'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { InviteMembers } from './invite-members'
import { Members } from './members'
import { PendingInvitations } from './pending-invitations'
import { parseQuery, type TeamQuery, teamPath } from './query'

export const metadata = { title: 'Team' }

export default async function TeamPage({ params, searchParams }: PageProps<'/[orgSlug]/team'>) {
  const scope = await requireOrgMember((await params).orgSlug)
  const query = parseQuery(await searchParams)
  const [{ members, total }, invitations] = await Promise.all([
    membersFor(scope, query),
    listPendingInvitations(scope),
  ])
  if (!members.length && query.page > 1) await leadBack(scope, query)
  return (
    <>
      <PageHeader
        title="Team"
        description={`Everyone in ${scope.org.name}.`}
        actions={can(scope.membership, 'invitation.create') && <InviteMembers scope={scope} />}
      />
      <Members scope={scope} query={query} members={members} total={total} />
      {invitations.length > 0 && <PendingInvitations scope={scope} invitations={invitations} />}
    </>
  )
}

function membersFor(scope: OrgScope, { q, sort, order, page }: TeamQuery) {
  return listMembers(scope, { search: q, sort, descending: order === 'desc', page })
}

/** To the last page there is. */
async function leadBack(scope: OrgScope, query: TeamQuery): Promise<never> {
  const { total } = await membersFor(scope, { ...query, page: 1 })
  redirect(teamPath(scope.org, { ...query, page: Math.ceil(total / MEMBERS_PER_PAGE) || 1 }))
}
