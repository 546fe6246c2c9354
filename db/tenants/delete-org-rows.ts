import { sql } from 'drizzle-orm'
import type { Tx } from '../transactions'
import { dropOwnSchema } from './own-schema'
import { SHARED_SCHEMA } from './schemas'

export async function deleteOrgRows(
  tx: Tx,
  org: { id: string; schema: string },
): Promise<Record<string, number>> {
  const deleted: Record<string, number> = {}
  for (const { table, name, key, isOwn } of await listTables(tx, org.schema)) {
    const rows = sql`from ${sql.raw(table)} where ${sql.raw(key)} = ${org.id}`
    const { rowCount } = await tx.execute(isOwn ? sql`select ${rows}` : sql`delete ${rows}`)
    deleted[name] = (deleted[name] ?? 0) + (rowCount ?? 0)
  }
  if (org.schema !== SHARED_SCHEMA) await dropOwnSchema(tx, org.id)
  return deleted
}

// From the catalogue, so that a new table cannot be forgotten. Referencing tables come first.
async function listTables(tx: Tx, schema: string) {
  const { rows } = await tx.execute<{
    table: string
    name: string
    key: string
    isOwn: boolean
  }>(sql`
    with recursive tables as (
      select c.oid, case c.oid when 'public.orgs'::regclass then 'id' else 'org_id' end as key
      from pg_class c
      where c.relkind in ('r', 'p') and not c.relispartition
        and c.relnamespace in
          ('public'::regnamespace, ${SHARED_SCHEMA}::regnamespace, ${schema}::regnamespace)
        and (c.oid = 'public.orgs'::regclass or exists (
          select from pg_attribute
          where attrelid = c.oid and attname = 'org_id' and not attisdropped))
    ), depths as (
      select oid, 0 as depth from tables
      union
      select con.conrelid, depth + 1 from depths
      join pg_constraint con on con.confrelid = depths.oid
      where con.contype = 'f' and con.conrelid <> con.confrelid and depth < 20
    )
    select format('%I.%I', nspname, relname) as table, key, "isOwn",
      format('%I.%I', case when "isOwn" then ${SHARED_SCHEMA} else nspname end, relname) as name
    from tables
    join depths using (oid)
    join pg_class c using (oid)
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select nspname not in ('public', ${SHARED_SCHEMA}) as "isOwn") as schemas
    group by 1, 2, 3, 4
    order by max(depth) desc, 1`)
  return rows
}
