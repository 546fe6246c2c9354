import pg from 'pg'

/** Inserts members without passwords into an org, and sends no email. */
export async function insertMembers(database: string, slug: string, count: number) {
  await insert(
    database,
    `with people as (
       insert into users (name, email)
       select 'Person ' || lpad(number::text, 4, '0'), 'person-' || gen_random_uuid() || '@example.com'
       from generate_series(1, $2::integer) number
       returning id)
     insert into memberships (org_id, user_id, role)
     select orgs.id, people.id, 'member' from people, orgs where slug = $1`,
    [slug, count],
  )
}

/** Makes a person the admin of new orgs: "Labs 001" and so on, which were never opened. */
export async function insertOrgs(database: string, email: string, count: number) {
  await insert(
    database,
    `with new as (
       select gen_random_uuid() as id, 'Labs ' || lpad(n::text, 3, '0') as name,
         'labs-' || n || '-' || left(gen_random_uuid()::text, 8) as slug
       from generate_series(1, $2::integer) n),
     slugs as (insert into org_slugs (org_id, slug) select id, slug from new),
     added as (insert into orgs (id, name, slug) select id, name, slug from new)
     insert into memberships (org_id, user_id, role)
     select new.id, users.id, 'admin' from new, users where email = $1`,
    [email, count],
  )
}

async function insert(database: string, sql: string, [of, count]: [of: string, count: number]) {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    await client.query('begin; set local role app_system')
    const inserted = await client.query(sql, [of, count])
    if (inserted.rowCount !== count) throw new Error(`There is no ${of} to insert rows for.`)
    await client.query('commit')
  } finally {
    await client.end()
  }
}
