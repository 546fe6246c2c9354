import { and, eq, lte, sql } from 'drizzle-orm'
import { orgSlugs, orgs, purgedOrgs } from '@/db/schema/system/orgs'
import { deleteOrgRows, type RowCounts } from '@/db/tenants/delete-org-rows'
import { asSystem, type Tx } from '@/db/transactions'
import { DAYS_TO_RESTORE, restorableSince } from '@/lib/leaving/purge-date'

/** For deleted orgs: when they can no longer be restored. */
export const purgedFrom =
  sql<Date>`${orgs.deletedAt} + make_interval(days => ${DAYS_TO_RESTORE})`.mapWith(orgs.deletedAt)

/** Each batch is a short transaction, so that an org of any size is purged within the timeouts. */
export const ROWS_PER_BATCH = 5_000

/** A failure does not stop the purge of other orgs, and the first one is thrown at the end. */
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

// After a kill, the next purge goes on: the org stays deleted, and the record has the rows so far.
async function purge(id: string) {
  let hasMore = true
  while (hasMore) hasMore = await asSystem('purge orgs', (tx) => purgeBatch(tx, id))
}

async function purgeBatch(tx: Tx, id: string): Promise<boolean> {
  const [org] = await tx
    .select()
    .from(orgs)
    .where(and(eq(orgs.id, id), lte(orgs.deletedAt, restorableSince())))
    .for('update', { skipLocked: true })
  if (!org?.deletedAt) return false
  const earlier = await addRecord(tx, { ...org, deletedAt: org.deletedAt })
  const { rows, isDone } = await deleteOrgRows(tx, org, ROWS_PER_BATCH)
  await tx
    .update(purgedOrgs)
    .set({ rows: sum(earlier, rows), purgedAt: isDone ? new Date() : null })
    .where(eq(purgedOrgs.id, id))
  return !isDone
}

/** Returns the rows that earlier batches deleted. */
async function addRecord(tx: Tx, org: typeof orgs.$inferSelect & { deletedAt: Date }) {
  const { id, name, createdAt, deletedAt, deletedByName } = org
  const slugs = await tx
    .select({ slug: orgSlugs.slug })
    .from(orgSlugs)
    .where(eq(orgSlugs.orgId, id))
  const kept = { id, name, createdAt, deletedAt, deletedByName, rows: {} }
  const [record] = await tx
    .insert(purgedOrgs)
    .values({ ...kept, slugs: slugs.map(({ slug }) => slug) })
    .onConflictDoUpdate({ target: purgedOrgs.id, set: { deletedAt } })
    .returning({ rows: purgedOrgs.rows })
  return record?.rows ?? {}
}

function sum(some: RowCounts, others: RowCounts): RowCounts {
  const total = { ...some }
  for (const [table, rows] of Object.entries(others)) total[table] = (total[table] ?? 0) + rows
  return total
}
