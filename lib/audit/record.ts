import { auditLogs } from '@/db/schema/tenant/audit-logs'
import type { Tx } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import type { NamesIn } from '@/lib/define-resource'
import type * as resources from '@/lib/resources'

export type AuditAction = NamesIn<typeof resources, 'activity'>

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
