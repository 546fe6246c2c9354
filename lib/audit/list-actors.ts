import { eq, type SQL, sql } from 'drizzle-orm'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg } from '@/db/transactions'
import { idField } from '@/lib/fields'
import type { OrgScope } from '@/lib/orgs/scope'

export type LoggedActor = { id: string; name: string }

/** At most so many people are found at once. */
export const MAX_ACTORS = 20

/**
 * The people in the org's log with this id, or with this text in the name they last went by, whole
 * names first. It goes from person to person along an index, past all that each of them has done.
 */
export async function listActors(scope: OrgScope, member: string): Promise<LoggedActor[]> {
  const isId = idField.safeParse(member).success
  const found = await asOrg(scope, (tx) =>
    tx.execute<LoggedActor>(
      isId ? lastOf(scope, eq(auditLogs.actorId, member)) : withName(scope, member),
    ),
  )
  return found.rows
}

const withName = (scope: OrgScope, text: string) => sql`
  with recursive people as (
    (${lastOf(scope)})
    union all
    select person.* from people
    cross join lateral (${lastOf(scope, sql`${auditLogs.actorId} < people.id`)}) person
  )
  select id, name from people
  where strpos(lower(name), lower(${text})) > 0
  order by lower(name) = lower(${text}) desc, lower(name), id
  limit ${MAX_ACTORS}`

const lastOf = (scope: OrgScope, whose: SQL = sql`true`) => sql`
  select ${auditLogs.actorId} as id, ${auditLogs.actorName} as name from ${auditLogs}
  where ${eq(auditLogs.orgId, scope.org.id)} and ${whose}
  order by ${auditLogs.actorId} desc, ${auditLogs.createdAt} desc, ${auditLogs.id} desc
  limit 1`
