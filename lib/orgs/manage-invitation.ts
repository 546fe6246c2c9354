import { and, eq, sql } from 'drizzle-orm'
import { invitations } from '@/db/schema/system/orgs'
import { asOrg, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { throttle } from '@/lib/auth/throttle'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { newExpiry } from './invite-members'
import { lockOrg } from './memberships'
import { authorize } from './permissions'
import type { OrgScope } from './scope'

/**
 * Mails a new link, valid for as long as a new invitation; every link sent before is dead. Throws
 * `not_found` for an invitation that was answered or revoked.
 */
export async function resendInvitation(scope: OrgScope, id: string) {
  await throttle('invitation', { ipAddress: scope.user.ipAddress, email: `${scope.org.id}:${id}` })
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    await authorize(tx, scope, 'invitation.resend')
    const { email } = await change(tx, scope, id, {
      version: sql`${invitations.version} + 1`,
      expiresAt: newExpiry(),
    })
    await record(tx, scope, 'invitation.resend', id, { email })
    await addMail(tx, { mail: 'invitation', id })
  })
}

/** Withdraws the invitation, whoever sent it: its links are dead. Throws `not_found` as above. */
export async function revokeInvitation(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    await authorize(tx, scope, 'invitation.revoke')
    const { email } = await change(tx, scope, id, { status: 'revoked' })
    await record(tx, scope, 'invitation.revoke', id, { email })
  })
}

async function change(
  tx: Tx,
  scope: OrgScope,
  id: string,
  changes: Parameters<ReturnType<Tx['update']>['set']>[0],
) {
  const [changed] = await tx
    .update(invitations)
    .set(changes)
    .where(
      and(
        eq(invitations.orgId, scope.org.id),
        eq(invitations.id, id),
        eq(invitations.status, 'pending'),
      ),
    )
    .returning({ email: invitations.email })
  if (!changed) throw new AppError('not_found', 'This invitation is not open any more.')
  return changed
}
