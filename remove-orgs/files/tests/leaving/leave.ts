import { eq } from 'drizzle-orm'
import { users } from '@/db/schema/users'
import { asSystem } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import { deleteAccount } from '@/lib/leaving/delete-account'
import { restoreAccount } from '@/lib/leaving/restore-account'
import { newCaller, startSession } from '../factories'

/** Deletes the account right after a sign-in, because checking a password is slow and tested elsewhere. */
export async function leave(user: Actor) {
  const { token: session } = await startSession(user.id)
  await deleteAccount(user, { confirmation: user.email }, { ...newCaller(), session })
}

/** Signs in again, and restores the account. */
export async function comeBack(user: Actor) {
  const { token } = await startSession(user.id)
  return restoreAccount({ ...newCaller(), session: token })
}

const DAY = 24 * 60 * 60 * 1000

/** Dates back the deletion of the account. */
export async function leftDaysAgo(user: Actor, days: number) {
  const deletedAt = new Date(Date.now() - days * DAY)
  await asSystem('test', (tx) => tx.update(users).set({ deletedAt }).where(eq(users.id, user.id)))
}

/** Undefined if there is no account. */
export async function deletedAtOf({ id }: { id: string }): Promise<Date | null | undefined> {
  const [user] = await asSystem('test', (tx) =>
    tx.select({ deletedAt: users.deletedAt }).from(users).where(eq(users.id, id)),
  )
  return user?.deletedAt
}
