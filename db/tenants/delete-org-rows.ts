import { type SQL, sql } from 'drizzle-orm'
import type { Tx } from '../transactions'
import { dropOwnSchema } from './own-schema'
import { SHARED_SCHEMA } from './schemas'

export type RowCounts = Record<string, number>

/**
 * Deletes about `limit` rows of the org, and the org itself with its last rows. Returns the number of rows by
 * table, and whether the org is gone.
 */
export async function deleteOrgRows(
  tx: Tx,
  org: { id: string; schema: string },
  limit: number,
): Promise<{ rows: RowCounts; isDone: boolean }> {
  const rows: RowCounts = {}
  let left = limit
  for (const table of await listTables(tx, org.schema)) {
    // Without its own row, a later batch could not find the org.
    if (table.isLast) left = Number.POSITIVE_INFINITY
    const deleted = await deleteRows(tx, table, org.id, left)
    rows[table.name] = (rows[table.name] ?? 0) + deleted
    left -= deleted
    if (left <= 0) return { rows, isDone: false }
  }
  if (org.schema !== SHARED_SCHEMA) await dropOwnSchema(tx, org.id)
  return { rows, isDone: true }
}

async function deleteRows(tx: Tx, { table, key, parents }: Table, orgId: string, limit: number) {
  const target = sql.raw(table)
  const isOfOrg = sql`${sql.raw(key)} = ${orgId}`
  if (limit === Number.POSITIVE_INFINITY) {
    return execute(tx, sql`delete from ${target} where ${isOfOrg}`)
  }
  const isLeaf = parents.map(
    (match) => sql`not exists (select from ${target} child where ${sql.raw(match)})`,
  )
  const chosen = sql.join([isOfOrg, ...isLeaf], sql` and `)
  let count = 0
  for (;;) {
    const deleted = await execute(
      tx,
      sql`delete from ${target} where ${isOfOrg} and ctid = any(array(
        select ctid from ${target} parent where ${chosen} limit ${limit - count}))`,
    )
    count += deleted
    if (count >= limit || !parents.length) return count
    // The rows that are left refer to each other in a circle.
    if (!deleted) return count + (await execute(tx, sql`delete from ${target} where ${isOfOrg}`))
  }
}

async function execute(tx: Tx, statement: SQL) {
  return (await tx.execute(statement)).rowCount ?? 0
}

type Table = {
  table: string
  /** The same for a shared schema and for the org's own. */
  name: string
  key: string
  /** The table of orgs, and those that it refers to. */
  isLast: boolean
  /** For each foreign key to the table itself, the condition that `child` refers to `parent`. */
  parents: string[]
}

// From the catalogue, so that a new table cannot be forgotten. Referencing tables come first.
async function listTables(tx: Tx, schema: string): Promise<Table[]> {
  const { rows } = await tx.execute<Table>(sql`
    with recursive tables as (
      select c.oid, case c.oid when 'public.orgs'::regclass then 'id' else 'org_id' end as key,
        c.oid = 'public.orgs'::regclass or exists (
          select from pg_constraint
          where conrelid = 'public.orgs'::regclass and confrelid = c.oid) as "isLast"
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
    select format('%I.%I', nspname, relname) as table, key, "isLast",
      format('%I.%I', case when nspname = 'public' then nspname else ${SHARED_SCHEMA} end, relname)
        as name,
      array(
        select string_agg(format('child.%I = parent.%I', a.attname, b.attname), ' and ')
        from pg_constraint con
        cross join unnest(con.conkey, con.confkey) as columns (from_column, to_column)
        join pg_attribute a on a.attrelid = tables.oid and a.attnum = from_column
        join pg_attribute b on b.attrelid = tables.oid and b.attnum = to_column
        where con.contype = 'f' and con.conrelid = tables.oid and con.confrelid = tables.oid
        group by con.oid) as parents
    from tables
    join depths using (oid)
    join pg_class c using (oid)
    join pg_namespace n on n.oid = c.relnamespace
    group by tables.oid, key, "isLast", nspname, relname
    order by "isLast", max(depth) desc, 1`)
  return rows
}
