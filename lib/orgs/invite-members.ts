import { and, eq, inArray, sql } from 'drizzle-orm'
import { asOrg, type Tx } from '@/db/doors'
import { invitations, memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { record } from '@/lib/audit/record'
import { throttle } from '@/lib/auth/throttle'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { lockOrg } from './memberships'
import { authorize, type Role } from './permissions'
import type { OrgScope } from './scope'

export const INVITATION_DAYS = 7

/**
 * Invites each address with the same role, and mails each a link: all of them or none. Throws
 * `conflict` on `emails`, naming those who are members or have a waiting invitation; an expired
 * invitation is replaced.
 */
export async function inviteMembers(
  scope: OrgScope,
  { emails, role }: { emails: string[]; role: Role },
  client: string,
) {
  await throttle('invitation', { client, points: emails.length })
  // By org and address: nobody can use up what other orgs may send to the same person.
  for (const email of emails) await throttle('invitation', { email: `${scope.org.id}:${email}` })
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    await authorize(tx, scope, role === 'admin' ? 'invitation.create_admin' : 'invitation.create')
    await refuseMembers(tx, scope, emails)
    await revokeExpired(tx, scope, emails)
    await refuseInvited(tx, scope, emails)
    for (const email of emails) await invite(tx, scope, email, role)
  })
}

async function invite(tx: Tx, scope: OrgScope, email: string, role: Role) {
  const [invitation] = await tx
    .insert(invitations)
    .values({
      orgId: scope.org.id,
      email,
      role,
      invitedBy: scope.user.id,
      invitedByName: scope.user.name,
      expiresAt: new Date(Date.now() + INVITATION_DAYS * 24 * 60 * 60 * 1000),
    })
    .returning({ id: invitations.id })
  if (!invitation) return
  await record(tx, scope, 'invitation.create', { email, role })
  await addMail(tx, { mail: 'invitation', id: invitation.id })
}

async function refuseMembers(tx: Tx, scope: OrgScope, emails: string[]) {
  const members = await tx
    .select({ email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.orgId, scope.org.id), inArray(users.email, emails)))
  refuse(members, 'already a member')
}

async function refuseInvited(tx: Tx, scope: OrgScope, emails: string[]) {
  const invited = await tx
    .select({ email: invitations.email })
    .from(invitations)
    .where(pendingAmong(scope, emails))
  refuse(invited, 'already invited')
}

async function revokeExpired(tx: Tx, scope: OrgScope, emails: string[]) {
  await tx
    .update(invitations)
    .set({ status: 'revoked' })
    .where(and(pendingAmong(scope, emails), sql`${invitations.expiresAt} <= now()`))
}

function pendingAmong(scope: OrgScope, emails: string[]) {
  return and(
    eq(invitations.orgId, scope.org.id),
    eq(invitations.status, 'pending'),
    inArray(invitations.email, emails),
  )
}

function refuse(found: { email: string }[], reason: string) {
  if (!found.length) return
  const list = found.map(({ email }) => email).join(', ')
  throw new AppError('conflict', `${list}: ${reason}.`, 'emails')
}
