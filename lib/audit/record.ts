import { auditLogs } from '@/db/schema/tenant/audit-logs'
import type { Tx } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'

export type AuditAction =
  | 'org.create'
  | 'org.update'
  | 'org.delete'
  | 'org.restore'
  | 'org.hand_over'
  | 'membership.make_admin'
  | 'membership.make_member'
  | 'membership.delete'
  | 'membership.leave'
  | 'invitation.create'
  | 'invitation.resend'
  | 'invitation.revoke'
  | 'invitation.accept'
  | 'invitation.decline'
  | 'project.create'
  | 'project.rename'
  | 'project.archive'
  | 'project.restore'
  | 'project.delete'

/**
 * Writes who did what, to what and from where into the org's audit log, in the transaction of the
 * change. `data` is what the words need: names as they were.
 */
export async function record(
  tx: Tx,
  { user, org }: { user: Actor; org: { id: string } },
  action: AuditAction,
  subjectId: string,
  data: Record<string, string>,
) {
  const actor = { actorId: user.id, actorName: user.name, ipAddress: user.ipAddress }
  await tx.insert(auditLogs).values({ orgId: org.id, ...actor, action, subjectId, data })
}
