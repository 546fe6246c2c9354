import { sql } from 'drizzle-orm'
import { asSystem, type Tx } from '@/db/transactions'
import { query } from '../../setup/databases'

/** Orgs are inserted in tens that share 200 people. Each has 100 members, so each person is in five. */
const TEN = 10
const PEOPLE = 200
const MEMBERS = 100
const TENS_AT_ONCE = 50

/** Inserts tens of equal orgs. Those of the first ten have a longer audit log. */
export async function insertTens(first: number, end: number) {
  const url = process.env.DATABASE_URL ?? ''
  // Checking the foreign keys of each row takes minutes.
  const keys = await query<{ drop: string; add: string }>(url, FOREIGN_KEYS)
  await query(url, keys.map(({ drop }) => drop).join(';'))
  for (let from = first; from < end; from += TENS_AT_ONCE) {
    const to = Math.min(end, from + TENS_AT_ONCE)
    await asSystem('test', async (tx) => {
      await tx.execute(sql`set local statement_timeout = 0`)
      await tx.execute(ID_OF)
      await insertPeople(tx, from * PEOPLE, to * PEOPLE - 1)
      await insertOrgs(tx, from * TEN, to * TEN - 1)
    })
  }
  await query(url, keys.map(({ add }) => add).join(';'))
  // After a vacuum, index-only scans read the same pages at any size.
  await query(url, 'vacuum analyze')
}

const FOREIGN_KEYS = `
  select format('alter table %s drop constraint %I', conrelid::regclass, conname) as drop,
    format('alter table %s add constraint %I %s not valid', conrelid::regclass, conname,
      replace(pg_get_constraintdef(oid), ' NOT VALID', '')) as add
  from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`

export const firstMemberOf = (org: number) => (org * PEOPLE) / TEN
export const slugOf = (org: number) => `org-${org}`
export const emailOf = (person: number) => `person-${person}@example.com`
export const sessionOf = (person: number) => `session ${person}`

// A valid uuid of version 4, the same for the same number.
const ID_OF = sql`
  create or replace function pg_temp.id_of(kind text, number int) returns uuid
  language sql immutable as $$
    select overlay(overlay(md5(kind || number::text) placing '4' from 13) placing '8' from 17)::uuid
  $$`

async function insertPeople(tx: Tx, first: number, last: number) {
  const people = sql`generate_series(${first}::int, ${last}::int) n`
  await tx.execute(sql`
    insert into users (id, name, email, email_verified)
    select pg_temp.id_of('user', n), 'Person ' || n, 'person-' || n || '@example.com', now()
    from ${people}`)
  await tx.execute(sql`
    insert into passwords (user_id, hash) select pg_temp.id_of('user', n), 'none' from ${people}`)
  await tx.execute(sql`
    insert into two_factors (user_id, encrypted_secret, confirmed_at)
    select pg_temp.id_of('user', n), 'none', now() from ${people}`)
  await tx.execute(sql`
    insert into sessions (session_token, user_id, expires)
    select translate(rtrim(encode(sha256(('session ' || n)::bytea), 'base64'), '='), '+/', '-_'),
      pg_temp.id_of('user', n), now() + interval '30 days'
    from ${people}`)
  await tx.execute(sql`
    insert into rate_limits (key, points, expire)
    select 'sign-in:email:person-' || n || '@example.com', 1, 4102444800000 from ${people}`)
}

async function insertOrgs(tx: Tx, first: number, last: number) {
  const orgs = sql`generate_series(${first}::int, ${last}::int) o`
  const org = sql`pg_temp.id_of('org', o)`
  const start = sql`timestamptz '2024-01-01Z'`
  // The members are a window of the people of the ten; the invited people follow it.
  const person = (n: string) =>
    sql`(o / ${TEN} * ${PEOPLE} + (o % ${TEN} * ${PEOPLE / TEN} + ${sql.raw(n)}) % ${PEOPLE})::int`
  await tx.execute(sql`
    insert into org_slugs (org_id, slug) select ${org}, 'org-' || o from ${orgs}`)
  await tx.execute(sql`
    insert into orgs (id, name, slug, created_at, deleted_at)
    select ${org}, 'Org ' || o, 'org-' || o, ${start},
      case when o % 5 = 4 then now() - interval '5 days' end
    from ${orgs}`)
  await tx.execute(sql`
    insert into memberships (org_id, user_id, role, created_at)
    select ${org}, pg_temp.id_of('user', ${person('n')}), case when n % 20 = 0 then 'admin' else 'member' end,
      ${start} + n * interval '1 day'
    from ${orgs}, generate_series(0, ${MEMBERS - 1}::int) n`)
  await tx.execute(sql`
    insert into invitations
      (org_id, id, email, role, status, invited_by, invited_by_name, expires_at)
    select ${org}, pg_temp.id_of('invitation', o * 5 + n), 'person-' || ${person(`${MEMBERS} + n`)} || '@example.com', 'member',
      case when n < 3 then 'pending' else 'accepted' end,
      pg_temp.id_of('user', ${person('0')}), 'Person', now() + interval '7 days'
    from ${orgs}, generate_series(0, 4) n`)
  await tx.execute(sql`
    insert into projects (org_id, name, created_by, created_by_name, archived_at, created_at)
    select ${org}, 'Project ' || n, pg_temp.id_of('user', ${person('n')}), 'Person',
      case when n % 4 = 0 then ${start} + interval '1 year' end, ${start} + n * interval '1 day'
    from ${orgs}, generate_series(1, 10) n`)
  await tx.execute(sql`
    insert into audit_logs
      (org_id, actor_id, actor_name, ip_address, action, subject_id, data, created_at)
    select ${org}, pg_temp.id_of('user', ${person(`n % ${MEMBERS}`)}), 'Person ' || ${person(`n % ${MEMBERS}`)}, '127.0.0.1',
      case when n % 50 = 0 then 'project.delete' else 'project.rename' end,
      gen_random_uuid(), '{"name": "Moonshot"}', ${start} + n * interval '1 hour'
    from ${orgs}, generate_series(1, case when o < ${TEN} then 2000 else 20 end) n`)
}
