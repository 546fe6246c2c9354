import type { Actor } from '@/lib/auth/accounts'
import { inviteMembers, listPendingInvitations } from '@/lib/orgs/invitations'
import { makeMember, removeMember } from '@/lib/orgs/memberships'
import { createOrg, deleteOrg, recordUse, updateOrg } from '@/lib/orgs/orgs'
import { acceptInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import type { Role } from '@/lib/orgs/roles'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { createUser, uniqueEmail, uniqueName, uniqueSlug } from '../factories'
import { fillResources, type Ids } from './load-examples'

/** The org under attack. */
export type TargetOrg = {
  admin: OrgScope
  otherAdmin: OrgScope
  member: OrgScope
  /** Scopes from before the admin was removed, and from before the admin became a member. */
  removed: OrgScope
  demoted: OrgScope
  /** Has an account and a pending invitation. */
  invited: { user: Actor }
  /** The first is for `invited`, the second for an email without an account. */
  invitationIds: string[]
  /** Of a row in each table of each resource. */
  ids: Ids
  earlierSlug: string
  /** A deleted org of the same people. */
  deleted: OrgScope
}

/** Creates an org with a row in each table, in which every name is unique. */
export async function createTargetOrg(): Promise<TargetOrg> {
  const created = await newOrg('Acme')
  const org = await updateOrg(created, { name: created.org.name, slug: uniqueSlug() })
  const acme = await fill({ ...created, org })
  const deleted = await newOrg('Labs', acme.admin.user)
  await fill(deleted, acme)
  await deleteOrg(deleted, deleted.org.slug)
  return { ...acme, earlierSlug: created.org.slug, deleted }
}

type People = Pick<TargetOrg, 'otherAdmin' | 'member' | 'removed' | 'demoted' | 'invited'>

async function fill(admin: OrgScope, people?: People) {
  const otherAdmin = await join(admin, 'admin', people?.otherAdmin)
  const member = await join(admin, 'member', people?.member)
  const removed = await join(admin, 'admin', people?.removed)
  const demoted = await join(admin, 'admin', people?.demoted)
  await removeMember(admin, removed.user.id)
  await makeMember(admin, demoted.user.id)
  // So that pages that they open within an hour change no row.
  for (const scope of [admin, otherAdmin, member, demoted]) await recordUse(scope)
  const user = people?.invited.user ?? (await newUser())
  await invite(admin, user, 'member')
  await inviteMembers(admin, { emails: [uniqueEmail()], role: 'member' })
  const ids = await fillResources(admin)
  const pending = await listPendingInvitations(admin)
  const invitationIds = pending
    .sort((one) => (one.email === user.email ? -1 : 1))
    .map(({ id }) => id)
  return { admin, otherAdmin, member, removed, demoted, invited: { user }, invitationIds, ids }
}

export const newUser = () => createUser(uniqueName('Ann'))

export async function newOrg(name: string, creator?: Actor): Promise<OrgScope> {
  const user = creator ?? (await newUser())
  return createOrg(user, { name: uniqueName(name), slug: uniqueSlug() })
}

/** Makes a user, or a new one, a member by an invitation. */
export async function join(admin: OrgScope, role: Role, person?: { user: Actor }) {
  const user = person?.user ?? (await newUser())
  await acceptInvitation(user, await invite(admin, user, role))
  const scope = await findScope(user, admin.org)
  if (!scope) throw new Error('The membership is missing.')
  return scope
}

async function invite(admin: OrgScope, user: Actor, role: Role) {
  await inviteMembers(admin, { emails: [user.email], role })
  const invitations = await listMyInvitations(user)
  const invitation = invitations.find(({ org }) => org.id === admin.org.id)
  if (!invitation) throw new Error('The invitation is missing.')
  return invitation
}
