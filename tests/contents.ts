import { sql } from 'drizzle-orm'
import { ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { asSystem } from '@/db/transactions'

/**
 * All rows of an org, by table, to compare before and after. With a schema per tenant, the tables of the
 * org's own schema are named `tenant.…`, too.
 */
export async function contentsOf(org: { id: string }): Promise<Record<string, unknown[]>> {
  const own = ownSchemaOf(org.id)
  return asSystem('test', async (tx) => {
    const tables = await tx.execute<{ schema: string; table: string }>(tablesWithOrgs(own))
    if (!tables.rows.length) throw new Error('No table has rows of orgs.')
    const contents: Record<string, unknown[]> = {}
    for (const { schema, table } of tables.rows) {
      const key = table === 'orgs' ? 'id' : 'org_id'
      const condition = schema === own ? 'true' : `${key} = '${org.id}'`
      const { rows } = await tx.execute(
        sql.raw(`select * from ${schema}.${table} t where ${condition} order by t::text`),
      )
      const name = `${schema === own ? SHARED_SCHEMA : schema}.${table}`
      contents[name] = [...(contents[name] ?? []), ...rows]
    }
    return contents
  })
}

const tablesWithOrgs = (own: string) => sql`
  select quote_ident(n.nspname) as schema, quote_ident(c.relname) as table
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('public', ${SHARED_SCHEMA}, ${own})
    and (c.relname = 'orgs' or exists (
      select 1 from pg_attribute
      where attrelid = c.oid and attname = 'org_id' and not attisdropped))`
