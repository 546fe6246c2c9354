import { eq, type SQL, sql } from 'drizzle-orm'
import { memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { asOrg } from '@/db/transactions'
import { idField } from '@/lib/fields'
import { byName, foldedName, nameContains } from '@/lib/names/names-in-sql'
import type { OrgScope } from '@/lib/orgs/scope'

export type LoggedActor = { id: string; name: string }

export const MAX_ACTORS = 20

/** `member` is an id, or a part of a name or of a member's email. */
export async function listActors(scope: OrgScope, member: string): Promise<LoggedActor[]> {
  const isId = idField.safeParse(member).success
  const found = await asOrg(scope, (tx) =>
    tx.execute<LoggedActor>(
      isId ? latestActor(scope, eq(auditLogs.actorId, member)) : actorsByName(scope, member),
    ),
  )
  return found.rows
}

const NAME = sql`name`

// Skips along an index from person to person, past their other entries.
const actorsByName = (scope: OrgScope, text: string) => sql`
  with recursive people as (
    (${latestActor(scope)})
    union all
    select person.* from people
    cross join lateral (${latestActor(scope, sql`${auditLogs.actorId} < people.id`)}) person
  )
  select id, name from people
  where ${nameContains(NAME, text)} or id in (${membersByEmail(scope, text)})
  order by ${foldedName(NAME)} = ${foldedName(sql`${text}::text`)} desc, ${byName(NAME)}, id
  limit ${MAX_ACTORS}`

const membersByEmail = (scope: OrgScope, text: string) => sql`
  select ${memberships.userId} from ${memberships} join ${users} on ${eq(users.id, memberships.userId)}
  where ${eq(memberships.orgId, scope.org.id)} and strpos(${users.email}, ${text.toLowerCase()}) > 0`

const latestActor = (scope: OrgScope, condition: SQL = sql`true`) => sql`
  select ${auditLogs.actorId} as id, ${auditLogs.actorName} as name from ${auditLogs}
  where ${eq(auditLogs.orgId, scope.org.id)} and ${condition}
  order by ${auditLogs.actorId} desc, ${auditLogs.createdAt} desc, ${auditLogs.id} desc
  limit 1`
