import type { Tx } from '@/db/doors'
import { auditLogs } from '@/db/schema/tenant/audit-logs'

export type AuditAction =
  | 'org.create'
  | 'invitation.create'
  | 'invitation.accept'
  | 'invitation.decline'
  | 'project.create'
  | 'project.rename'
  | 'project.archive'
  | 'project.restore'
  | 'project.delete'

/** Writes who did what into the org's audit log, in the transaction of the change. */
export async function record(
  tx: Tx,
  scope: { user: { id: string; name: string }; org: { id: string } },
  action: AuditAction,
  data: Record<string, string>,
) {
  const { user, org } = scope
  await tx
    .insert(auditLogs)
    .values({ orgId: org.id, actorId: user.id, actorName: user.name, action, data })
}
