import { and, eq, lte, sql } from 'drizzle-orm'
import { orgSlugs, orgs, purgedOrgs } from '@/db/schema/system/orgs'
import { dropOwnSchema } from '@/db/tenants/own-schema'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { asSystem, type Tx } from '@/db/transactions'
import { restorableSince } from './delete-org'

/**
 * Removes every row of the orgs that can't be restored any more: each org in a transaction of its own, so
 * that one that fails does not keep the others. Throws the first failure when all are done.
 */
export async function purgeOrgs() {
  const failures: unknown[] = []
  for (const id of await listDue()) await purge(id).catch((failure) => failures.push(failure))
  if (failures.length) throw failures[0]
}

async function listDue(): Promise<string[]> {
  const due = await asSystem('purge orgs', (tx) =>
    tx.select({ id: orgs.id }).from(orgs).where(lte(orgs.deletedAt, restorableSince())),
  )
  return due.map(({ id }) => id)
}

async function purge(id: string) {
  await asSystem('purge orgs', async (tx) => {
    // A large org takes longer than a request may.
    await tx.execute(sql`set local statement_timeout = 0`)
    const [org] = await tx
      .select()
      .from(orgs)
      .where(and(eq(orgs.id, id), lte(orgs.deletedAt, restorableSince())))
      .for('update', { skipLocked: true })
    if (!org?.deletedAt) return
    const { name, createdAt, deletedAt, deletedByName } = org
    const slugs = await tx
      .select({ slug: orgSlugs.slug })
      .from(orgSlugs)
      .where(eq(orgSlugs.orgId, id))
    const rows = await removeRows(tx, org)
    const kept = { id, name, createdAt, deletedAt, deletedByName, rows }
    await tx.insert(purgedOrgs).values({ ...kept, slugs: slugs.map(({ slug }) => slug) })
  })
}

async function removeRows(tx: Tx, org: { id: string; schema: string }) {
  const removed: Record<string, number> = {}
  for (const { table, name, key, own } of await listTables(tx, org.schema)) {
    const which = sql`from ${sql.raw(table)} where ${sql.raw(key)} = ${org.id}`
    const { rowCount } = await tx.execute(own ? sql`select ${which}` : sql`delete ${which}`)
    removed[name] = (removed[name] ?? 0) + (rowCount ?? 0)
  }
  if (org.schema !== SHARED_SCHEMA) await dropOwnSchema(tx, org.id)
  return removed
}

/**
 * Every table with rows of orgs, from the catalogue so that a new one cannot be forgotten: those that
 * refer to others first.
 */
async function listTables(tx: Tx, schema: string) {
  const { rows } = await tx.execute<{ table: string; name: string; key: string; own: boolean }>(sql`
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
    select format('%I.%I', nspname, relname) as table, key, own,
      format('%I.%I', case when own then ${SHARED_SCHEMA} else nspname end, relname) as name
    from tables
    join depths using (oid)
    join pg_class c using (oid)
    join pg_namespace n on n.oid = c.relnamespace
    cross join lateral (select nspname not in ('public', ${SHARED_SCHEMA}) as own) as whose
    group by 1, 2, 3, 4
    order by max(depth) desc, 1`)
  return rows
}
