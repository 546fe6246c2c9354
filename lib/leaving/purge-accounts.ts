import { and, eq, inArray, isNull, lte, notExists, sql } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { emailLinks, signUps, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { deletePictureLater } from '@/lib/pictures/pictures'
import { restorableSince } from './purge-date'

/**
 * Orgs keep the names of the people in what they did. A failure does not stop the purge of other accounts, and
 * the first one is thrown at the end.
 */
export async function purgeAccounts() {
  const failures: unknown[] = []
  const due = await asSystem('purge accounts', (tx) =>
    tx.select({ id: users.id }).from(users).where(isDue()),
  )
  for (const { id } of due) {
    await asSystem('purge accounts', (tx) => purge(tx, id)).catch((error) => failures.push(error))
  }
  if (failures.length) throw failures[0]
}

const isDue = () => lte(users.deletedAt, restorableSince())

async function purge(tx: Tx, id: string) {
  const [account] = await tx
    .select({ email: users.email, picture: users.image })
    .from(users)
    .where(and(eq(users.id, id), isDue()))
    .for('update', { skipLocked: true })
  if (!account) return
  const left = await tx
    .delete(memberships)
    .where(eq(memberships.userId, id))
    .returning({ orgId: memberships.orgId })
  await tx.delete(emailLinks).where(eq(emailLinks.email, account.email))
  await tx.delete(signUps).where(eq(signUps.email, account.email))
  await tx.delete(users).where(eq(users.id, id))
  await deletePictureLater(tx, account.picture)
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
