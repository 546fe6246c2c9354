import { and, desc, eq, gte, isNull, lte, type SQL, sql } from 'drizzle-orm'
import { unionAll } from 'drizzle-orm/pg-core'
import { memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg, type Tx } from '@/db/transactions'
import { endOfDay, startOfDay } from '@/lib/dates/time-zones'
import { can } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import type { Cursor } from './activity-query'
import type { AuditAction } from './record'

export type Activity = {
  id: string
  actorId: string
  actorName: string
  /** The name of the file. Null if the person is no longer a member. */
  actorPicture: string | null
  ipAddress: string | null
  action: AuditAction
  subjectId: string
  data: Record<string, string>
  createdAt: Date
}

export type ActivityFilters = {
  action?: AuditAction
  actors?: { id: string }[]
  /** `from` and `to` are days in the time zone of the user, or in UTC without one. Both are included. */
  from?: string
  to?: string
}

export type ActivityPage = ActivityFilters & { before?: Cursor; limit: number }

export async function listActivity(scope: OrgScope, page: ActivityPage): Promise<Activity[]> {
  return asOrg(scope, (tx) => selectActivity(tx, scope, page))
}

export function selectActivity(tx: Tx, scope: OrgScope, page: ActivityPage) {
  const { actors, action, from, to, before, limit } = page
  const timeZone = scope.user.timeZone ?? 'UTC'
  const entriesWhere = (condition?: SQL) =>
    tx
      .select(columnsFor(tx, scope))
      .from(auditLogs)
      .where(
        and(
          eq(auditLogs.orgId, scope.org.id),
          condition,
          action && eq(auditLogs.action, action),
          from ? gte(auditLogs.createdAt, startOfDay(from, timeZone)) : undefined,
          to ? lte(auditLogs.createdAt, endOfDay(to, timeZone)) : undefined,
          before && sql`${POSITION} < (${before.createdAt.toISOString()}, ${before.id})`,
        ),
      )
      .orderBy(...newestFirst())
      .limit(limit)
  if (!actors) return entriesWhere()
  // One query per actor: the index is ordered only within one actor.
  const queries = actors.map(({ id }) => entriesWhere(eq(auditLogs.actorId, id)))
  const [first = entriesWhere(sql`false`), second, ...others] = queries
  if (!second) return first
  return unionAll(first, second, ...others)
    .orderBy(...newestFirst())
    .limit(limit)
}

const POSITION = sql`(${auditLogs.createdAt}, ${auditLogs.id})`

// New for each statement, because `unionAll` modifies its arguments.
const newestFirst = () => [desc(auditLogs.createdAt), desc(auditLogs.id)]

const columnsFor = (tx: Tx, { org, membership }: OrgScope) => ({
  id: auditLogs.id,
  actorId: auditLogs.actorId,
  actorName: auditLogs.actorName,
  actorPicture: pictureOf(tx, org),
  ipAddress: can(membership, 'activity.export') ? auditLogs.ipAddress : sql<null>`null`,
  action: sql<AuditAction>`${auditLogs.action}`,
  subjectId: auditLogs.subjectId,
  data: auditLogs.data,
  createdAt: auditLogs.createdAt,
})

const pictureOf = (tx: Tx, org: { id: string }) =>
  sql<string | null>`(${tx
    .select({ picture: users.image })
    .from(users)
    .innerJoin(memberships, eq(memberships.userId, users.id))
    .where(
      and(eq(memberships.orgId, org.id), eq(users.id, auditLogs.actorId), isNull(users.deletedAt)),
    )})`
