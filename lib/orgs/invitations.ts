import { and, asc, eq, inArray, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { invitations, memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asOrg, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { requireSeats } from '@/lib/billing/entitlements'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import type { Outcome } from '@/lib/forms'
import { addMail } from '@/lib/jobs/add-job'
import { throttle } from '@/lib/throttle/throttle'
import { authorize, lockOrg, PERMISSIONS, type Permission } from './permissions'
import { ROLES, type Role } from './roles'
import type { Org, OrgScope } from './scope'

const INVITATION_DAYS = 7

export type PendingInvitation = {
  id: string
  email: string
  role: Role
  invitedBy: string
  invitedByName: string
  expiresAt: Date
  deliveryFailedAt: Date | null
}

/** Includes expired invitations. */
export async function listPendingInvitations(scope: OrgScope): Promise<PendingInvitation[]> {
  return asOrg(scope, (tx) =>
    tx
      .select({
        id: invitations.id,
        email: invitations.email,
        role: invitations.role,
        invitedBy: invitations.invitedBy,
        invitedByName: invitations.invitedByName,
        expiresAt: invitations.expiresAt,
        deliveryFailedAt: invitations.deliveryFailedAt,
      })
      .from(invitations)
      .where(wherePending(scope))
      .orderBy(asc(invitations.email)),
  )
}

export function isOpen({ status, expiresAt }: { status: string; expiresAt: Date }): boolean {
  return status === 'pending' && expiresAt > new Date()
}

/** Skips members and invited people. Throws `conflict` on `emails` above MAX_PENDING_INVITATIONS. */
export async function inviteMembers(
  scope: OrgScope,
  { emails, role }: { emails: string[]; role: Role },
): Promise<Outcome[]> {
  await throttle('invitation', { ipAddress: scope.user.ipAddress, points: emails.length })
  const skipped = await throttleEach(scope, emails)
  return asOrg(scope, async (tx) => {
    const org = await lockOrg(tx, scope)
    await authorize(tx, scope, permissionToInvite(role))
    for (const email of await listMembersAmong(tx, scope, emails)) {
      skipped.set(email, 'Already a member')
    }
    for (const { id, email } of await revokeExpired(tx, scope, emails)) {
      await record(tx, scope, 'invitation.revoke', id, { email })
    }
    for (const email of await listInvitedAmong(tx, scope, emails)) {
      skipped.set(email, 'Already invited')
    }
    const fresh = emails.filter((email) => !skipped.has(email))
    await requireWithinLimit(tx, scope, fresh.length)
    for (const email of fresh) {
      const invitation = await insertInvitation(tx, scope, email, role)
      await record(tx, scope, 'invitation.create', invitation.id, { email, role })
      await addInvitationMail(tx, org, invitation)
    }
    await requireSeats(tx, scope, 'emails')
    return emails.map((email) => ({
      of: email,
      ok: !skipped.has(email),
      text: skipped.get(email) ?? 'Invited',
    }))
  })
}

/** Links sent before stop working. The caller becomes the sender. Throws `not_found` if it is not pending. */
export async function resendInvitation(scope: OrgScope, id: string) {
  const { ipAddress } = scope.user
  await throttle('invitation', { ipAddress, email: `${scope.org.id}:${id}` })
  await asOrg(scope, async (tx) => {
    const org = await lockOrg(tx, scope)
    await authorize(tx, scope, 'invitation.resend')
    const version = sql`${invitations.version} + 1`
    const changes = { version, expiresAt: newExpiry(), deliveryFailedAt: null, ...sentBy(scope) }
    const invitation = await updatePending(tx, scope, id, changes)
    await requireSeats(tx, scope)
    await record(tx, scope, 'invitation.resend', id, { email: invitation.email })
    await addInvitationMail(tx, org, invitation)
  })
}

/** Everyone can revoke the invitations that they sent. */
export async function revokeInvitation(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const isOwn = await tx.$count(
      invitations,
      and(
        eq(invitations.orgId, scope.org.id),
        eq(invitations.id, id),
        eq(invitations.invitedBy, scope.user.id),
      ),
    )
    await authorize(tx, scope, isOwn ? 'invitation.revoke_own' : 'invitation.revoke')
    const { email } = await updatePending(tx, scope, id, { status: 'revoked' })
    await record(tx, scope, 'invitation.revoke', id, { email })
  })
}

/** True if the sender has not deleted the account, and is a member whose role can still send the invitation. */
export const senderCanSend: SQL = sql`exists (select from ${memberships} where ${and(
  eq(memberships.orgId, invitations.orgId),
  eq(memberships.userId, invitations.invitedBy),
  sql`exists (select from ${users} where ${and(eq(users.id, memberships.userId), isNull(users.deletedAt))})`,
  or(
    ...ROLES.map((role) =>
      and(
        eq(invitations.role, role),
        inArray(memberships.role, [...PERMISSIONS[permissionToInvite(role)]]),
      ),
    ),
  ),
)})`

function permissionToInvite(role: Role): Permission {
  return role === 'admin' ? 'invitation.create_admin' : 'invitation.create'
}

async function throttleEach(scope: OrgScope, emails: string[]) {
  const refused = new Map<string, string>()
  for (const email of emails) {
    try {
      // Counted per org, so that one org cannot use up the limit of another.
      await throttle('invitation', { email: `${scope.org.id}:${email}` })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      refused.set(email, error.message)
    }
  }
  return refused
}

async function insertInvitation(tx: Tx, scope: OrgScope, email: string, role: Role) {
  const [inserted] = await tx
    .insert(invitations)
    .values({ orgId: scope.org.id, email, role, ...sentBy(scope), expiresAt: newExpiry() })
    .returning(MAILED)
  if (!inserted) throw new Error('The invitation was not inserted.')
  return inserted
}

async function addInvitationMail(tx: Tx, org: Org, { email, expiresAt, ...rest }: Mailed) {
  const orgName = org.name
  const data = { ...rest, orgName, expiresAt: expiresAt.toISOString() }
  await addMail(tx, { mail: 'invitation', to: email, ...data })
}

const MAILED = {
  id: invitations.id,
  email: invitations.email,
  role: invitations.role,
  version: invitations.version,
  inviterName: invitations.invitedByName,
  expiresAt: invitations.expiresAt,
}

type Mailed = Awaited<ReturnType<typeof insertInvitation>>

const sentBy = ({ user }: OrgScope) => ({ invitedBy: user.id, invitedByName: user.name })

// Each of the two statements uses an index. With a join, PostgreSQL would scan all members of the org.
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
  const memberIds = new Set(members.map(({ id }) => id))
  return people.filter(({ id }) => memberIds.has(id)).map(({ email }) => email)
}

async function listInvitedAmong(tx: Tx, scope: OrgScope, emails: string[]): Promise<string[]> {
  const invited = await tx
    .select({ email: invitations.email })
    .from(invitations)
    .where(and(wherePending(scope), inArray(invitations.email, emails)))
  return invited.map(({ email }) => email)
}

function revokeExpired(tx: Tx, scope: OrgScope, emails: string[]) {
  return tx
    .update(invitations)
    .set({ status: 'revoked' })
    .where(and(wherePending(scope), inArray(invitations.email, emails), hasExpired))
    .returning({ id: invitations.id, email: invitations.email })
}

const hasExpired = sql`${invitations.expiresAt} <= now()`

async function requireWithinLimit(tx: Tx, scope: OrgScope, added: number) {
  const limit = env().MAX_PENDING_INVITATIONS
  const pending = await tx.$count(invitations, and(wherePending(scope), not(hasExpired)))
  if (pending + added <= limit) return
  throw new AppError(
    'conflict',
    `An organization can have ${limit} pending invitations, and yours has ${pending}. Revoke some first.`,
    'emails',
  )
}

async function updatePending(
  tx: Tx,
  scope: OrgScope,
  id: string,
  changes: PgUpdateSetSource<typeof invitations>,
) {
  const [updated] = await tx
    .update(invitations)
    .set(changes)
    .where(and(wherePending(scope), eq(invitations.id, id)))
    .returning(MAILED)
  if (!updated) throw new AppError('not_found', 'This invitation is no longer open.')
  return updated
}

function wherePending(scope: OrgScope) {
  return and(eq(invitations.orgId, scope.org.id), eq(invitations.status, 'pending'))
}

const newExpiry = () => new Date(Date.now() + INVITATION_DAYS * 24 * 60 * 60 * 1000)
