import { randomUUID } from 'node:crypto'
import type { Actor } from '@/lib/auth/accounts'
import { inviteMembers, listPendingInvitations } from '@/lib/orgs/invitations'
import { makeMember, removeMember } from '@/lib/orgs/memberships'
import { createOrg, deleteOrg, updateOrg } from '@/lib/orgs/orgs'
import { acceptInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import type { Role } from '@/lib/orgs/roles'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { archiveProject, createProject, listProjects } from '@/lib/projects/projects'
import { createUser, uniqueEmail, uniqueSlug } from '../factories'

export type Acme = {
  admin: OrgScope
  /** Another admin. */
  cleo: OrgScope
  member: OrgScope
  /** As they were when they could still do as they liked. */
  removed: OrgScope
  demoted: OrgScope
  /** Has an account, and has not answered. */
  invited: { user: Actor }
  /** The first is to whoever is invited, the second to nobody with an account. */
  invitations: string[]
  projects: string[]
  /** An address that it had. */
  former: string
  /** Another org of the same people's, which is deleted. */
  deleted: OrgScope
}

/** The org under attack: each text in it is found nowhere else. A new table needs a row here. */
export async function fillAcme(): Promise<Acme> {
  const founded = await newOrg('Acme')
  const org = await updateOrg(founded, { name: founded.org.name, slug: uniqueSlug() })
  const acme = await fill({ ...founded, org })
  const deleted = await newOrg('Labs', acme.admin.user)
  await fill(deleted, acme)
  await deleteOrg(deleted, deleted.org.slug)
  return { ...acme, former: founded.org.slug, deleted }
}

type People = { [who in 'cleo' | 'member' | 'removed' | 'demoted' | 'invited']: { user: Actor } }

async function fill(admin: OrgScope, people?: People) {
  const cleo = await join(admin, 'admin', people?.cleo)
  const member = await join(admin, 'member', people?.member)
  const removed = await join(admin, 'admin', people?.removed)
  const demoted = await join(admin, 'admin', people?.demoted)
  await removeMember(admin, removed.user.id)
  await makeMember(admin, demoted.user.id)
  const user = people?.invited.user ?? (await newUser())
  await invite(admin, user, 'member')
  await inviteMembers(admin, { emails: [uniqueEmail()], role: 'member' })
  await createProject(admin, { name: unique('Moonshot') })
  const [archived] = (await listProjects(admin)).projects
  if (archived) await archiveProject(admin, archived.id)
  await createProject(admin, { name: unique('Harvest') })
  const projects = (await listProjects(admin)).projects.map(({ id }) => id)
  const waiting = await listPendingInvitations(admin)
  const invitations = waiting.sort((one) => (one.email === user.email ? -1 : 1)).map(({ id }) => id)
  return { admin, cleo, member, removed, demoted, invited: { user }, invitations, projects }
}

export const newUser = () => createUser(unique('Ann'))

export async function newOrg(name: string, creator?: Actor): Promise<OrgScope> {
  const user = creator ?? (await newUser())
  return createOrg(user, { name: unique(name), slug: uniqueSlug() })
}

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

const unique = (text: string) => `${text} ${randomUUID().slice(0, 13)}`
