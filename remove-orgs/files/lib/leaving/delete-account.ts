import { and, eq, isNull, sql } from 'drizzle-orm'
import { sessions, users } from '@/db/schema/users'
import { asSystem, type Tx } from '@/db/transactions'
import { type Confirmation, confirmIdentity } from '@/lib/account/confirm-identity'
import { lockUser } from '@/lib/account/lock-user'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { purgeDate } from './purge-date'

/**
 * Ends all sessions. The account can be restored until the purge. Throws `invalid` unless `confirmation` is the email,
 * and as `confirmIdentity` does.
 */
export async function deleteAccount(
  user: Actor,
  { confirmation, ...identity }: Confirmation & { confirmation: string },
  caller: Caller,
) {
  if (confirmation !== user.email) {
    throw new AppError('invalid', `Type ${user.email} to confirm.`, 'confirmation')
  }
  await confirmIdentity(user, identity, caller)
  await asSystem('delete account', async (tx) => {
    await lockUser(tx, user, caller)
    await markAsDeleted(tx, user)
    await tx.delete(sessions).where(eq(sessions.userId, user.id))
    await recordSecurityEvent(tx, user.id, 'account.delete', caller)
  })
}

async function markAsDeleted(tx: Tx, user: Actor) {
  const [deleted] = await tx
    .update(users)
    .set({ deletedAt: sql`now()` })
    .where(and(eq(users.id, user.id), isNull(users.deletedAt)))
    .returning({
      name: users.name,
      email: users.email,
      deletedAt: users.deletedAt,
      dates: { timeZone: users.timeZone, locale: users.locale },
    })
  if (!deleted?.deletedAt) throw new AppError('not_found', 'This account is already deleted.')
  const { name, email, deletedAt, dates } = deleted
  const purgedFrom = purgeDate(deletedAt).toISOString()
  await addMail(tx, { mail: 'account-deleted', to: email, id: user.id, name, purgedFrom, dates })
}
