import { and, eq, lte } from 'drizzle-orm'
import { emailLinks, signUps, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { deletePictureLater } from '@/lib/pictures/pictures'
import { purgeMemberships } from './orgs/purge-memberships'
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
  await purgeMemberships(tx, id)
  await tx.delete(emailLinks).where(eq(emailLinks.email, account.email))
  await tx.delete(signUps).where(eq(signUps.email, account.email))
  await tx.delete(users).where(eq(users.id, id))
  await deletePictureLater(tx, account.picture)
}
