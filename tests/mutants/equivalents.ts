// Inside an org, the policies of memberships and invitations show only rows of that org. The condition
// saves PostgreSQL the subquery, and is a second protection.
const SAME_INSIDE_AN_ORG = 'Inside an org, the subquery returns only rows of that org.'

const FILTERED_LATER = 'It limits the rows of one org, and the caller filters them again.'

/** Mutants that change no behaviour, by their ids, with the reason. */
export const EQUIVALENTS: Record<string, string> = {
  "db/policies.ts SYSTEM_POLICIES: whenNoOrgIsSet('org_id in (select org_id from public.memberships)') -> ('org_id in (select org_id from public.memberships)')":
    SAME_INSIDE_AN_ORG,
  'db/policies.ts SYSTEM_POLICIES: whenNoOrgIsSet(`(id in (select org_id from public.membership… from public.invitations))`) -> (`(id in (select org_id from public.memberships) or id in (s… from public.invitations))`)':
    SAME_INSIDE_AN_ORG,
  'lib/orgs/invitations.ts listInvitedAmong: inArray(invitations.email, emails) -> sql`true`':
    FILTERED_LATER,
  'lib/orgs/invitations.ts listMembersAmong: inArray(memberships.userId, ids) -> sql`true`':
    FILTERED_LATER,
  'lib/orgs/memberships.ts setRole: if (!changed) throw notAMember() -> left out':
    'The org is locked and the member was found, so the row exists.',
  'lib/orgs/purge.ts listDue: lte(orgs.deletedAt, restorableSince()) -> sql`true`':
    'The purge checks each org again under a lock.',
}
