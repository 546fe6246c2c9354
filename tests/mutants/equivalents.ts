// Inside an org, the policies of memberships and invitations show those of that org alone. The
// condition spares the look at them, and is a second wall.
const OUTSIDE = 'Inside an org, what it looks at shows nothing of another.'

const NARROWS = 'It narrows what is read of the same org to what is then picked from it.'

/** Mutants that change nothing anybody could notice, by their ids, and why not. */
export const EQUIVALENTS: Record<string, string> = {
  "db/policies.ts SYSTEM_WALLS: outsideOrgs('org_id in (select org_id from public.memberships)') -> ('org_id in (select org_id from public.memberships)')":
    OUTSIDE,
  'db/policies.ts SYSTEM_WALLS: outsideOrgs(`(id in (select org_id from public.memberships) … from public.invitations))`) -> (`(id in (select org_id from public.memberships) or id in (s… from public.invitations))`)':
    OUTSIDE,
  'lib/orgs/invite-members.ts listInvitedAmong: inArray(invitations.email, emails) -> sql`true`':
    NARROWS,
  'lib/orgs/invite-members.ts listMembersAmong: inArray(memberships.userId, ids) -> sql`true`':
    NARROWS,
  'lib/orgs/change-membership.ts setRole: if (!changed) throw noSuchMember() -> left out':
    'The org is locked and the member was found: nobody can have left.',
  'lib/orgs/purge.ts listDue: lte(orgs.deletedAt, restorableSince()) -> sql`true`':
    'Each org is asked again, under a lock, before it is removed.',
}
