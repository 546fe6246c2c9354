import { inviteMembers } from '@/lib/orgs/invitations'
import {
  acceptInvitation,
  type Invitation,
  listMyInvitations,
} from '@/lib/orgs/received-invitations'
import type { OrgScope } from '@/lib/orgs/scope'
import { fillResources } from '../../attack/load-examples'
import { createOrg, type TestOrg, uniqueEmail } from '../../factories'

/** Creates an org with a row in every org table. */
export async function createFullOrg(name?: string): Promise<TestOrg> {
  const org = await createOrg(name)
  await inviteMembers(org.admin, { emails: [uniqueEmail()], role: 'member' })
  await fillResources(org.admin)
  return org
}

export async function createTwoOrgs() {
  return { acme: await createFullOrg('Acme'), globex: await createFullOrg('Globex') }
}

/** Creates Ann, an admin of Acme (her scope) and a member of Globex, who is invited to Initech. */
export async function createOrgsOfAnn() {
  const { acme, globex } = await createTwoOrgs()
  const initech = await createFullOrg('Initech')
  const ann = await acme.join('admin')
  await acceptInvitation(ann.user, await inviteTo(globex, ann.user))
  await inviteTo(initech, ann.user)
  return { ann, acme, globex, initech }
}

/** Invites a user and returns the invitation. */
export async function inviteTo(org: TestOrg, user: OrgScope['user']): Promise<Invitation> {
  await inviteMembers(org.admin, { emails: [user.email], role: 'member' })
  const [invitation] = await listMyInvitations(user)
  if (!invitation) throw new Error('The invitation is missing.')
  return invitation
}
