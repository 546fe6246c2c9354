import { and, eq, lte, sql } from 'drizzle-orm'
import { orgSlugs, orgs, purgedOrgs } from '@/db/schema/system/orgs'
import { deleteOrgRows } from '@/db/tenants/delete-org-rows'
import { asSystem } from '@/db/transactions'
import { restorableSince } from './orgs'

/** One transaction per org: a failure does not stop the others, and the first one is thrown at the end. */
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
    // A large org takes longer than the timeout for requests.
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
    const rows = await deleteOrgRows(tx, org)
    const kept = { id, name, createdAt, deletedAt, deletedByName, rows }
    await tx.insert(purgedOrgs).values({ ...kept, slugs: slugs.map(({ slug }) => slug) })
  })
}
