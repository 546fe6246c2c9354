import { desc, eq } from 'drizzle-orm'
import { emailChanges } from '@/db/schema/system/email-changes'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { confirmEmailChange } from '@/lib/account/email-change'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { signToken } from '@/lib/auth/tokens'
import { signedInCaller } from '../factories'

/** Inserts a change that waits, and returns the token of its link. */
export async function insertChange(
  { id: userId, email: oldEmail }: Actor,
  values: { newEmail: string; expiresAt?: Date },
) {
  const expiresAt = new Date(Date.now() + 60_000)
  const [row] = await asSystem('test', (tx) =>
    tx
      .insert(emailChanges)
      .values({ userId, oldEmail, expiresAt, ...values })
      .returning({ id: emailChanges.id }),
  )
  return signToken('email-change', row?.id ?? '')
}

/** Changes the email, and returns the token that undoes it and the user with the new email. */
export async function changeEmail(user: Actor, newEmail: string, caller?: Caller) {
  const token = await insertChange(user, { newEmail })
  await confirmEmailChange(user, token, caller ?? (await signedInCaller(user)))
  const undo = signToken('email-change-undo', token.split('.')[0] ?? '')
  return { undo, user: { ...user, email: newEmail } }
}

/** The stored changes of a user, newest first. */
export function changesOf({ id }: Actor) {
  return asSystem('test', (tx) =>
    tx
      .select()
      .from(emailChanges)
      .where(eq(emailChanges.userId, id))
      .orderBy(desc(emailChanges.createdAt)),
  )
}

export async function accountOf({ id }: { id: string }) {
  const [found] = await asSystem('test', (tx) =>
    tx
      .select({ email: users.email, verified: users.emailVerified })
      .from(users)
      .where(eq(users.id, id)),
  )
  return found
}
