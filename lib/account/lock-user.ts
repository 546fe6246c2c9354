import { and, eq } from 'drizzle-orm'
import { sessions, users } from '@/db/schema/system/users'
import type { Tx } from '@/db/transactions'
import { type Caller, signedOut } from '@/lib/auth/accounts'
import { isOpenSession } from '@/lib/auth/sessions'

/**
 * Call it before a change to how a person signs in, to their email or to their account. Waits for other such changes,
 * and throws `unauthenticated` if one of them has ended the session of the caller.
 */
export async function lockUser(tx: Tx, user: { id: string }, { session = '' }: Caller) {
  await tx.select({ id: users.id }).from(users).where(eq(users.id, user.id)).for('no key update')
  // A statement that waits for a lock does not see what was committed meanwhile in other tables.
  const [open] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(users.id, user.id), isOpenSession(session)))
  if (!open) throw signedOut()
}
