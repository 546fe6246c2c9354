import pg from 'pg'

/** Makes a person the admin of new orgs: "Labs 001" and so on, which were never opened. */
export async function insertOrgs(database: string, email: string, count: number) {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    await client.query('begin; set local role app_system')
    const inserted = await client.query(
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
    if (inserted.rowCount !== count) throw new Error(`No account has the email ${email}.`)
    await client.query('commit')
  } finally {
    await client.end()
  }
}
