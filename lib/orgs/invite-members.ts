import { and, eq, inArray, sql } from 'drizzle-orm'
import { invitations, memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asOrg, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { throttle } from '@/lib/auth/throttle'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import type { Outcome } from '@/lib/forms'
import { addMail } from '@/lib/jobs/add-job'
import { lockOrg } from './memberships'
import { authorize } from './permissions'
import type { Role } from './roles'
import type { OrgScope } from './scope'

const INVITATION_DAYS = 7

export const newExpiry = () => new Date(Date.now() + INVITATION_DAYS * 24 * 60 * 60 * 1000)

/**
 * Invites each address with the same role, and mails each a link. Answers what became of each: who is
 * a member or has a waiting invitation is left alone; an expired invitation is replaced. Throws
 * `conflict` on `emails`, and invites nobody, where more invitations would wait than may.
 */
export async function inviteMembers(
  scope: OrgScope,
  { emails, role }: { emails: string[]; role: Role },
): Promise<Outcome[]> {
  await throttle('invitation', { ipAddress: scope.user.ipAddress, points: emails.length })
  const refused = await refusedByThrottle(scope, emails)
  return asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    await authorize(tx, scope, role === 'admin' ? 'invitation.create_admin' : 'invitation.create')
    for (const email of await listMembersAmong(tx, scope, emails)) {
      refused.set(email, 'Already a member')
    }
    await revokeExpired(tx, scope, emails)
    for (const email of await listInvitedAmong(tx, scope, emails)) {
      refused.set(email, 'Already invited')
    }
    const fresh = emails.filter((email) => !refused.has(email))
    await requireRoom(tx, scope, fresh.length)
    for (const email of fresh) await invite(tx, scope, email, role)
    return emails.map((email) => ({
      of: email,
      ok: !refused.has(email),
      text: refused.get(email) ?? 'Invited',
    }))
  })
}

async function refusedByThrottle(scope: OrgScope, emails: string[]) {
  const refused = new Map<string, string>()
  for (const email of emails) {
    try {
      // By org and address: nobody can use up what other orgs may send to the same person.
      await throttle('invitation', { email: `${scope.org.id}:${email}` })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.set(email, error.message)
    }
  }
  return refused
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
      expiresAt: newExpiry(),
    })
    .returning({ id: invitations.id })
  if (!invitation) return
  await record(tx, scope, 'invitation.create', invitation.id, { email, role })
  await addMail(tx, { mail: 'invitation', id: invitation.id })
}

// In two steps, which both go by an index: joined, PostgreSQL looks through all members for one.
async function listMembersAmong(tx: Tx, scope: OrgScope, emails: string[]): Promise<string[]> {
  const people = await tx
    .select({ id: users.id, email: users.email })
    .from(users)
    .where(inArray(users.email, emails))
  const ids = people.map(({ id }) => id)
  const members = await tx
    .select({ id: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.orgId, scope.org.id), inArray(memberships.userId, ids)))
  const found = new Set(members.map(({ id }) => id))
  return people.filter(({ id }) => found.has(id)).map(({ email }) => email)
}

async function listInvitedAmong(tx: Tx, scope: OrgScope, emails: string[]): Promise<string[]> {
  const invited = await tx
    .select({ email: invitations.email })
    .from(invitations)
    .where(and(pending(scope), inArray(invitations.email, emails)))
  return invited.map(({ email }) => email)
}

async function revokeExpired(tx: Tx, scope: OrgScope, emails: string[]) {
  const revoked = await tx
    .update(invitations)
    .set({ status: 'revoked' })
    .where(
      and(
        pending(scope),
        inArray(invitations.email, emails),
        sql`${invitations.expiresAt} <= now()`,
      ),
    )
    .returning({ id: invitations.id, email: invitations.email })
  for (const { id, email } of revoked) await record(tx, scope, 'invitation.revoke', id, { email })
}

async function requireRoom(tx: Tx, scope: OrgScope, more: number) {
  const limit = env().MAX_PENDING_INVITATIONS
  const waiting = await tx.$count(invitations, pending(scope))
  if (waiting + more <= limit) return
  throw new AppError(
    'conflict',
    `At most ${limit} invitations can wait at once, and ${waiting} do. Revoke some first.`,
    'emails',
  )
}

function pending(scope: OrgScope) {
  return and(eq(invitations.orgId, scope.org.id), eq(invitations.status, 'pending'))
}
