import pg from 'pg'

/** Inserts members without passwords into an org, and sends no email. */
export async function insertMembers(database: string, slug: string, count: number) {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    await client.query('begin; set local role app_system')
    const inserted = await client.query(
      `with people as (
         insert into users (name, email)
         select 'Person ' || lpad(number::text, 4, '0'), 'person-' || gen_random_uuid() || '@example.com'
         from generate_series(1, $2::integer) number
         returning id)
       insert into memberships (org_id, user_id, role)
       select orgs.id, people.id, 'member' from people, orgs where slug = $1`,
      [slug, count],
    )
    if (inserted.rowCount !== count) throw new Error(`No organization has the slug ${slug}.`)
    await client.query('commit')
  } finally {
    await client.end()
  }
}
