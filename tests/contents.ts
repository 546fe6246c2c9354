import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/doors'

/**
 * Every row that belongs to an org, in every table that names one: compare it before and after to
 * show that nothing of the org has changed.
 */
export async function contentsOf(org: { id: string }): Promise<Record<string, unknown[]>> {
  const tables = await asSystem('test', (tx) =>
    tx.execute<{ name: string; key: string }>(TABLES_WITH_ORGS),
  )
  const contents: Record<string, unknown[]> = {}
  for (const { name, key } of tables.rows) {
    const rows = await asSystem('test', (tx) =>
      tx.execute(sql.raw(`select * from ${name} t where ${key} = '${org.id}' order by t::text`)),
    )
    contents[name] = rows.rows
  }
  return contents
}

const TABLES_WITH_ORGS = sql`
  select format('%I.%I', n.nspname, c.relname) as name,
    case c.relname when 'orgs' then 'id' else 'org_id' end as key
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname in ('public', 'tenant')
    and (c.relname = 'orgs' or exists (
      select 1 from pg_attribute
      where attrelid = c.oid and attname = 'org_id' and not attisdropped))`
