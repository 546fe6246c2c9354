import { and, eq, gt } from 'drizzle-orm'
import { invitations } from '@/db/schema/system/orgs'
import { asOrg, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { type Actor, requireVerifiedEmail } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import { addMember, lockOrg } from './memberships'

/** What answering needs: found by its token or among one's own, never taken from a form. */
type Answerable = { id: string; org: { id: string } }

/**
 * Turns the invitation into a membership with the role it names. Who is a member already keeps the
 * role. Throws `not_found` unless it is open and addressed to the person's verified address.
 */
export async function acceptInvitation(user: Actor, invitation: Answerable) {
  const scope = { user, org: invitation.org }
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const { email, role } = await close(tx, user, invitation, 'accepted')
    await addMember(tx, scope, role)
    await record(tx, scope, 'invitation.accept', invitation.id, { email, role })
  })
}

/** Refuses the invitation. Throws `not_found` under the same conditions as accepting. */
export async function declineInvitation(user: Actor, invitation: Answerable) {
  const scope = { user, org: invitation.org }
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const { email, role } = await close(tx, user, invitation, 'declined')
    await record(tx, scope, 'invitation.decline', invitation.id, { email, role })
  })
}

async function close(tx: Tx, user: Actor, invitation: Answerable, status: 'accepted' | 'declined') {
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
      ),
    )
    .returning({ email: invitations.email, role: invitations.role })
  if (!closed) {
    throw new AppError('not_found', 'This invitation is not open any more, or it is not for you.')
  }
  return closed
}
