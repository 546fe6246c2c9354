import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm'
import { invitations, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asOrg, asSystem, asUser, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import {
  type Actor,
  type Caller,
  createAccount,
  requireVerifiedEmail,
  type User,
} from '@/lib/auth/accounts'
import { completeSignIn, type SignedIn } from '@/lib/auth/complete-sign-in'
import { hashPassword } from '@/lib/auth/password'
import { tokenId, verifyToken } from '@/lib/auth/tokens'
import { requireSeats } from '@/lib/billing/entitlements'
import { AppError } from '@/lib/errors'
import { refuseWeakPassword } from '@/lib/passwords/refuse-weak-password'
import { clientOf, throttleFailures } from '@/lib/throttle/throttle'
import { isOpen, senderCanSend } from './invitations'
import { addMember } from './memberships'
import { lockOrg } from './permissions'
import type { Role } from './roles'
import { isWaiting, type Org } from './scope'

export type Invitation = {
  id: string
  org: Org
  email: string
  role: Role
  status: 'pending' | 'accepted' | 'declined' | 'revoked'
  invitedByName: string
  expiresAt: Date
}

const columns = {
  id: invitations.id,
  org: { id: orgs.id, name: orgs.name, slug: orgs.slug },
  email: invitations.email,
  role: invitations.role,
  status: invitations.status,
  invitedByName: invitations.invitedByName,
  expiresAt: invitations.expiresAt,
}

export async function listMyInvitations(user: User): Promise<Invitation[]> {
  return asUser(user, (tx) =>
    tx
      .select(columns)
      .from(invitations)
      .innerJoin(orgs, eq(orgs.id, invitations.orgId))
      .innerJoin(users, eq(users.email, invitations.email))
      .where(and(eq(users.id, user.id), isNull(orgs.deletedAt), isWaiting()))
      .orderBy(asc(invitations.expiresAt)),
  )
}

/**
 * With any status; `revoked` if the sender lost the right to send it. Null if the token is forged or was
 * replaced, or if the org is deleted.
 */
export async function findInvitation(token: string): Promise<Invitation | null> {
  const id = tokenId(token)
  if (!id) return null
  const [found] = await asSystem('find invitation by token', (tx) =>
    tx
      .select({
        ...columns,
        version: invitations.version,
        canBeSent: sql<boolean>`${senderCanSend}`,
      })
      .from(invitations)
      .innerJoin(orgs, eq(orgs.id, invitations.orgId))
      .where(and(eq(invitations.id, id), isNull(orgs.deletedAt))),
  )
  if (!found || !verifyToken(token, 'invitation', id, found.version)) return null
  const { version, canBeSent, ...invitation } = found
  return invitation.status === 'pending' && !canBeSent
    ? { ...invitation, status: 'revoked' }
    : invitation
}

/** From `findInvitation` or `listMyInvitations`, never from a form. */
type Received = { id: string; org: { id: string } }

/**
 * Throws `not_found` unless the invitation is open, was sent to the user's verified email, and its sender can
 * still send it.
 */
export async function acceptInvitation(user: Actor, invitation: Received) {
  const scope = { user, org: invitation.org }
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const { email, role } = await closeInvitation(tx, user, invitation, 'accepted')
    await addMember(tx, scope, role)
    await requireSeats(tx, scope)
    await record(tx, scope, 'invitation.accept', invitation.id, { email, role })
  })
}

export async function declineInvitation(user: Actor, invitation: Received) {
  const scope = { user, org: invitation.org }
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const { email, role } = await closeInvitation(tx, user, invitation, 'declined')
    await record(tx, scope, 'invitation.decline', invitation.id, { email, role })
  })
}

/** The token was sent to the email, so it counts as verified. Throws `conflict` if it has an account. */
export async function signUpByInvitation(
  token: string,
  { name, password }: { name: string; password: string },
  caller: Caller,
): Promise<SignedIn & { invitation: Invitation }> {
  const invitation = await findInvitation(token)
  if (!invitation || !isOpen(invitation)) throw notOpen()
  const { email } = invitation
  refuseWeakPassword(password, { name, email })
  const { ipAddress } = caller
  return throttleFailures('sign-up', { email, ipAddress }, async () => {
    const passwordHash = await hashPassword(password, clientOf({ ipAddress }))
    return asSystem('join by invitation', async (tx) => {
      const user = await createAccount(tx, { name, email, passwordHash })
      if (user) {
        return { ...(await completeSignIn(tx, user, caller, 'invitation')), invitation }
      }
      throw new AppError(
        'conflict',
        'You already have an account. Sign in to accept the invitation.',
      )
    })
  })
}

async function closeInvitation(
  tx: Tx,
  user: Actor,
  invitation: Received,
  status: 'accepted' | 'declined',
) {
  const [closed] = await tx
    .update(invitations)
    .set({ status })
    .where(
      and(
        eq(invitations.orgId, invitation.org.id),
        eq(invitations.id, invitation.id),
        eq(invitations.email, await requireVerifiedEmail(tx, user)),
        eq(invitations.status, 'pending'),
        gt(invitations.expiresAt, new Date()),
        status === 'accepted' ? senderCanSend : undefined,
      ),
    )
    .returning({ email: invitations.email, role: invitations.role })
  if (!closed) throw notOpen()
  return closed
}

function notOpen() {
  return new AppError('not_found', 'This invitation is no longer open, or it is for someone else.')
}
