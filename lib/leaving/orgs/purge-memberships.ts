import { and, eq, inArray, isNull, notExists, sql } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import type { Tx } from '@/db/transactions'

/** Deletes the orgs without other members, too. */
export async function purgeMemberships(tx: Tx, userId: string) {
  const left = await tx
    .delete(memberships)
    .where(eq(memberships.userId, userId))
    .returning({ orgId: memberships.orgId })
  await deleteEmptyOrgs(
    tx,
    left.map(({ orgId }) => orgId),
  )
}

// The person may have created an org while the account was being deleted.
async function deleteEmptyOrgs(tx: Tx, ids: string[]) {
  const members = tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(eq(memberships.orgId, orgs.id))
  await tx
    .update(orgs)
    .set({ deletedAt: sql`now()` })
    .where(and(inArray(orgs.id, ids), isNull(orgs.deletedAt), notExists(members)))
}
