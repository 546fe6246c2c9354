import { and, eq, gt, isNotNull } from 'drizzle-orm'
import { sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { hashSessionToken, isOpen, sessionColumns } from '@/lib/auth/sessions'
import { AppError } from '@/lib/errors'
import { restoreOrgs } from './orgs/restore-orgs'
import { purgeDate, restorableSince } from './purge-date'

export type DeletedAccount = { user: Actor; deletedAt: Date; purgedFrom: Date }

/** The account of a person who deleted it and has signed in since. It can no longer be restored after `purgedFrom`. */
export async function findDeletedAccount({
  session = '',
  ipAddress,
}: Caller): Promise<DeletedAccount | null> {
  const [found] = await asSystem('find deleted account', (tx) =>
    tx
      .select({ user: sessionColumns.user, deletedAt: users.deletedAt })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          eq(sessions.sessionToken, hashSessionToken(session)),
          isOpen(),
          isNotNull(users.deletedAt),
        ),
      ),
  )
  if (!found?.deletedAt) return null
  const { user, deletedAt } = found
  return { user: { ...user, ipAddress }, deletedAt, purgedFrom: purgeDate(deletedAt) }
}

/** Restores the orgs that were deleted with it. Throws `not_found` after DAYS_TO_RESTORE. */
export async function restoreAccount(caller: Caller): Promise<Actor> {
  const account = await findDeletedAccount(caller)
  if (!account) throw notRestorable()
  const { user, deletedAt } = account
  await asSystem('restore account', async (tx) => {
    const [restored] = await tx
      .update(users)
      .set({ deletedAt: null })
      .where(
        and(
          eq(users.id, user.id),
          eq(users.deletedAt, deletedAt),
          gt(users.deletedAt, restorableSince()),
        ),
      )
      .returning({ id: users.id })
    if (!restored) throw notRestorable()
    await restoreOrgs(tx, user, deletedAt)
    await recordSecurityEvent(tx, user.id, 'account.restore', caller)
  })
  return user
}

function notRestorable() {
  return new AppError('not_found', 'This account can no longer be restored.')
}
