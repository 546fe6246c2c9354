import { sql } from 'drizzle-orm'
import { inSchemaOf } from '../in-schema'
import { all } from './seed-contents'

/** The rows whose dates contradict each other or lie in the future. Empty if all are plausible. */
export async function misplacedDates(): Promise<unknown[]> {
  const orgs = await all<{ id: string }>('select id from orgs')
  const misplaced = await Promise.all(
    orgs.map((org) => inSchemaOf(org, (tx) => tx.execute(misplacedIn(org.id)))),
  )
  return misplaced.flatMap(({ rows }) => rows)
}

const misplacedIn = (orgId: string) => sql`
  with org as (select * from orgs where id = ${orgId}),
    members as (
      select m.*, u.email, u.created_at as signed_up_at, u.email_verified
      from memberships m join users u on u.id = m.user_id where org_id = ${orgId}),
    logs as (select * from audit_logs where org_id = ${orgId})
  select 'org' as what, id from org
    where created_at is distinct from (select created_at from logs where action = 'org.create')
      or created_at > now()
  union all
  select 'slug', org_id from org_slugs, org
    where org_id = org.id and org_slugs.created_at <> org.created_at
  union all
  select 'membership', user_id from members m, org
    where m.created_at not between greatest(org.created_at, signed_up_at) and now()
      or email_verified <> signed_up_at
      or m.created_at is distinct from (select min(created_at) from logs
        where actor_id = m.user_id and action in ('org.create', 'invitation.accept'))
  union all
  select 'invitation', i.id from invitations i join org on org.id = i.org_id
    left join members m using (email)
    where i.created_at <= org.created_at or i.created_at > now()
      or i.created_at >= m.created_at
      or abs(extract(epoch from i.expires_at - i.created_at - interval '7 days')) > 60
      or i.created_at is distinct from (select created_at from logs
        where action = 'invitation.create' and subject_id = i.id)
  union all
  select 'project', p.id from projects p left join members m on m.user_id = p.created_by
    where p.org_id = ${orgId} and (m.created_at is null or p.created_at <= m.created_at
      or p.created_at > now() or p.archived_at not between p.created_at and now()
      or p.created_at is distinct from (select created_at from logs
        where action = 'project.create' and subject_id = p.id)
      or p.archived_at is distinct from (select created_at from logs
        where action = 'project.archive' and subject_id = p.id))
  union all
  select 'entry', l.id from logs l left join members m on m.user_id = l.actor_id
    where m.created_at is null or l.created_at not between m.created_at and now()
      or l.created_at <= (select max(created_at) from logs earlier
        where earlier.subject_id = l.subject_id and earlier.id <> l.id
          and (earlier.action, l.action) in (
            ('invitation.create', 'invitation.accept'), ('project.create', 'project.archive')))`
