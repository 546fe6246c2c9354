import { and, desc, eq, gte, lte, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg, type Tx } from '@/db/transactions'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Cursor } from './activity-query'
import type { AuditAction } from './record'

export type Activity = {
  id: string
  actorId: string
  actorName: string
  /** The network address; null for those who may not export the log. */
  ipAddress: string | null
  action: AuditAction
  subjectId: string
  data: Record<string, string>
  createdAt: Date
}

export type ActivityFilters = {
  action?: AuditAction
  /** Done by one of these. */
  actors?: { id: string }[]
  /** Days of UTC, both included. */
  from?: string
  to?: string
}

export type ActivityPage = ActivityFilters & { before?: Cursor; limit: number }

/** What was done in the org, newest first, and before the cursor if there is one. */
export async function listActivity(scope: OrgScope, page: ActivityPage): Promise<Activity[]> {
  return asOrg(scope, async (tx) => selectActivity(tx, scope, page))
}

/** The statement of a page, which an index serves however deep in the log the page lies. */
export function selectActivity(tx: Tx, scope: OrgScope, page: ActivityPage) {
  const { actors, action, from, to, before, limit } = page
  const entries = (whose?: SQL) =>
    tx
      .select(columnsFor(scope))
      .from(auditLogs)
      .where(
        and(
          eq(auditLogs.orgId, scope.org.id),
          whose,
          action && eq(auditLogs.action, action),
          from ? gte(auditLogs.createdAt, new Date(`${from}T00:00:00.000Z`)) : undefined,
          to ? lte(auditLogs.createdAt, new Date(`${to}T23:59:59.999Z`)) : undefined,
          before && sql`${AGE} < (${before.createdAt.toISOString()}, ${before.id})`,
        ),
      )
      .orderBy(...newestFirst())
      .limit(limit)
  if (!actors) return entries()
  // Person by person, because the index keeps the entries of one in order, and not those of several.
  const theirs = actors.map(({ id }) => entries(eq(auditLogs.actorId, id)))
  const [first = entries(sql`false`), second, ...others] = theirs
  if (!second) return first
  return unionAll(first, second, ...others)
    .orderBy(...newestFirst())
    .limit(limit)
}

const AGE = sql`(${auditLogs.createdAt}, ${auditLogs.id})`

// Anew for each statement: `unionAll` takes the table out of what it is given.
const newestFirst = () => [desc(auditLogs.createdAt), desc(auditLogs.id)]

const columnsFor = ({ membership }: OrgScope) => ({
  id: auditLogs.id,
  actorId: auditLogs.actorId,
  actorName: auditLogs.actorName,
  ipAddress: can(membership, 'activity.export') ? auditLogs.ipAddress : sql<null>`null`,
  action: sql<AuditAction>`${auditLogs.action}`,
  subjectId: auditLogs.subjectId,
  data: auditLogs.data,
  createdAt: auditLogs.createdAt,
})
