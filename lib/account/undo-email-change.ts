import { and, eq, gt, gte, isNotNull } from 'drizzle-orm'
import { accounts } from '@/db/schema/system/accounts'
import { emailChanges } from '@/db/schema/system/email-changes'
import { passkeys } from '@/db/schema/system/passkeys'
import { twoFactors } from '@/db/schema/system/two-factors'
import { passwords, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { Caller } from '@/lib/auth/accounts'
import { endOtherSessions } from '@/lib/auth/password-reset'
import { tokenId, verifyToken } from '@/lib/auth/tokens'
import { addEmailLink, invalidLink } from '@/lib/email-links/email-links'
import { throttleFailures } from '@/lib/throttle/throttle'
import { refuseTakenEmail } from './email-change'
import { recordSecurityEvent } from './security-log'

/** Null if the link has expired, was used or is forged. */
export async function findUndo(
  token: string,
): Promise<{ oldEmail: string; newEmail: string } | null> {
  const id = verifiedId(token)
  if (!id) return null
  const { oldEmail, newEmail } = emailChanges
  const [found] = await asSystem('find email change', (tx) =>
    tx.select({ oldEmail, newEmail }).from(emailChanges).where(canBeUndone(id)),
  )
  return found ?? null
}

// A thief may switch a second factor on before the change. One that is older protects an account whose old mailbox
// was stolen.
const TRUSTED_MS = 7 * 24 * 60 * 60 * 1000

/**
 * For the owner of the old email, whose account someone else has taken over: also undoes later changes, ends all
 * sessions, removes the password, the passkeys, the connected providers and a new second factor, and sends a link to
 * set a new password. Returns the old email.
 */
export async function undoEmailChange(token: string, caller: Caller): Promise<string> {
  return throttleFailures('email-change', { ipAddress: caller.ipAddress }, async () => {
    const id = verifiedId(token)
    if (!id) throw invalidLink()
    return asSystem('undo email change', async (tx) => {
      const [change] = await tx.delete(emailChanges).where(canBeUndone(id)).returning()
      if (!change) throw invalidLink()
      const { userId, oldEmail } = change
      const [user] = await tx
        .select({ id: users.id, email: users.email })
        .from(users)
        .where(eq(users.id, userId))
        .for('update')
      if (!user) throw invalidLink()
      await tx
        .update(users)
        .set({ email: oldEmail, emailVerified: new Date() })
        .where(eq(users.id, userId))
      await tx.delete(emailChanges).where(eq(emailChanges.userId, userId))
      await removeFactors(tx, change)
      await endOtherSessions(tx, user)
      await addEmailLink(tx, 'password-reset', { email: oldEmail })
      await recordSecurityEvent(tx, userId, 'email.undo', caller, {
        from: user.email,
        to: oldEmail,
      })
      return oldEmail
    }).catch(refuseTakenEmail)
  })
}

/** All ways to sign in, and a second factor that can be the thief's. */
async function removeFactors(tx: Tx, { userId, createdAt }: { userId: string; createdAt: Date }) {
  await tx.delete(passwords).where(eq(passwords.userId, userId))
  await tx.delete(accounts).where(eq(accounts.userId, userId))
  await tx.delete(passkeys).where(eq(passkeys.userId, userId))
  const isNew = gte(twoFactors.confirmedAt, new Date(+createdAt - TRUSTED_MS))
  await tx.delete(twoFactors).where(and(eq(twoFactors.userId, userId), isNew))
}

const canBeUndone = (id: string) =>
  and(
    eq(emailChanges.id, id),
    isNotNull(emailChanges.confirmedAt),
    gt(emailChanges.expiresAt, new Date()),
  )

function verifiedId(token: string): string | null {
  const id = tokenId(token)
  return id && verifyToken(token, 'email-change-undo', id) ? id : null
}
