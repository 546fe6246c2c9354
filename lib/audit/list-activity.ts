import { desc, eq } from 'drizzle-orm'
import { asOrg } from '@/db/doors'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import type { OrgScope } from '@/lib/orgs/scope'
import type { AuditAction } from './record'

export type Activity = {
  id: string
  actorName: string
  action: AuditAction
  data: Record<string, string>
  createdAt: Date
}

/** What was done in the org, newest first. */
export async function listActivity(scope: OrgScope, limit: number): Promise<Activity[]> {
  const rows = await asOrg(scope, (tx) =>
    tx
      .select({
        id: auditLogs.id,
        actorName: auditLogs.actorName,
        action: auditLogs.action,
        data: auditLogs.data,
        createdAt: auditLogs.createdAt,
      })
      .from(auditLogs)
      .where(eq(auditLogs.orgId, scope.org.id))
      .orderBy(desc(auditLogs.createdAt), desc(auditLogs.id))
      .limit(limit),
  )
  return rows.map((row) => ({ ...row, action: row.action as AuditAction }))
}
