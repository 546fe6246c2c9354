import { and, eq, gt, isNull, sql } from 'drizzle-orm'
import { isUniqueViolation } from '@/db/errors'
import { emailChanges } from '@/db/schema/system/email-changes'
import { signUps, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { endOtherSessions } from '@/lib/auth/password-reset'
import { tokenId, verifyToken } from '@/lib/auth/tokens'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { throttle } from '@/lib/throttle/throttle'
import { type Confirmation, confirmIdentity } from './confirm-identity'
import { requireSamePassword } from './confirm-password'
import { lockUser } from './lock-user'
import { recordSecurityEvent } from './security-log'

const HOUR_MS = 60 * 60 * 1000
const CONFIRM_MS = 24 * HOUR_MS
const UNDO_MS = 7 * 24 * HOUR_MS

/**
 * Replaces a change that waits. Does the same for an email of another account: only the mail tells the difference.
 * Throws as `confirmIdentity` does.
 */
export async function requestEmailChange(
  user: Actor,
  { email, ...confirmation }: Confirmation & { email: string },
  caller: Caller,
) {
  if (email === user.email) throw new AppError('invalid', 'This is already your email.', 'email')
  const hash = await confirmIdentity(user, confirmation, caller)
  await throttleMails(user, email)
  await asSystem('request email change', async (tx) => {
    // Of several requests at the same time, the last one counts.
    await lockUser(tx, user, caller)
    if (hash) await requireSamePassword(tx, user, hash)
    await tx.delete(emailChanges).where(isWaitingFor(user))
    const [change] = await tx
      .insert(emailChanges)
      .values({
        userId: user.id,
        oldEmail: user.email,
        newEmail: email,
        expiresAt: new Date(Date.now() + CONFIRM_MS),
      })
      .returning(MAILED)
    if (!change) throw new Error('The email change was not inserted.')
    await addConfirmMail(tx, user, change)
    await recordSecurityEvent(tx, user.id, 'email.request', caller, { email })
  })
}

/** The change that waits for its link, expired or not. */
export async function findEmailChange(
  user: Actor,
): Promise<{ email: string; isOpen: boolean } | null> {
  const [found] = await asSystem('find email change', (tx) =>
    tx
      .select({ email: emailChanges.newEmail, expiresAt: emailChanges.expiresAt })
      .from(emailChanges)
      .where(isWaitingFor(user)),
  )
  return found ? { email: found.email, isOpen: found.expiresAt > new Date() } : null
}

/** The link works for another day. */
export async function resendEmailChange(user: Actor) {
  const waiting = await findEmailChange(user)
  if (!waiting) throw noChange()
  await throttleMails(user, waiting.email)
  await asSystem('resend email change', async (tx) => {
    const [change] = await tx
      .update(emailChanges)
      .set({ expiresAt: new Date(Date.now() + CONFIRM_MS) })
      .where(isWaitingFor(user))
      .returning(MAILED)
    if (!change) throw noChange()
    await addConfirmMail(tx, user, change)
  })
}

export async function cancelEmailChange(user: Actor, caller: Caller) {
  await asSystem('cancel email change', async (tx) => {
    await lockUser(tx, user, caller)
    const [change] = await tx
      .delete(emailChanges)
      .where(isWaitingFor(user))
      .returning({ email: emailChanges.newEmail })
    if (!change) throw noChange()
    await recordSecurityEvent(tx, user.id, 'email.cancel', caller, change)
  })
}

/** Null if the link is forged, has expired, was used, or is of another account. */
export async function findEmailToConfirm(user: Actor, token: string): Promise<string | null> {
  const id = verifiedId(token)
  if (!id) return null
  const [found] = await asSystem('find email change', (tx) =>
    tx
      .select({ email: emailChanges.newEmail })
      .from(emailChanges)
      .where(and(isOpen(id), isWaitingFor(user))),
  )
  return found?.email ?? null
}

/**
 * Only the signed-in owner of the account can confirm, or people could put the email of someone who clicks on the
 * link on their own account. Ends all other sessions and all links to both emails. Returns the new email.
 */
export async function confirmEmailChange(
  user: Actor,
  token: string,
  caller: Caller,
): Promise<string> {
  const id = verifiedId(token)
  if (!id) throw invalidLink()
  return asSystem('confirm email change', async (tx) => {
    await lockUser(tx, user, caller)
    const [change] = await tx
      .update(emailChanges)
      .set({ confirmedAt: new Date(), expiresAt: new Date(Date.now() + UNDO_MS) })
      .where(and(isOpen(id), isWaitingFor(user)))
      .returning({ from: emailChanges.oldEmail, to: emailChanges.newEmail })
    if (!change) throw invalidLink()
    const { from, to } = change
    const changed = await tx
      .update(users)
      .set({ email: to, emailVerified: new Date() })
      .where(and(eq(users.id, user.id), eq(users.email, from)))
      .returning({ id: users.id })
    if (!changed.length) throw invalidLink()
    await tx.delete(signUps).where(eq(signUps.email, to))
    for (const email of [from, to]) {
      await endOtherSessions(tx, { id: user.id, email }, caller.session)
    }
    await addMail(tx, { mail: 'email-changed', to: from, id, name: user.name, newEmail: to })
    await recordSecurityEvent(tx, user.id, 'email.change', caller, change)
    return to
  }).catch(refuseTakenEmail)
}

/** For an email that got another account meanwhile. */
export function refuseTakenEmail(error: unknown): never {
  if (!isUniqueViolation(error, 'users_email_unique')) throw error
  throw new AppError('conflict', 'Another account has this email by now.')
}

async function throttleMails(user: Actor, email: string) {
  await throttle('email-change', { email: user.email, ipAddress: user.ipAddress })
  await throttle('email-change', { email })
}

const MAILED = {
  id: emailChanges.id,
  email: emailChanges.newEmail,
  isTaken: sql<boolean>`exists (select from public.users where users.email = email_changes.new_email)`,
}

const addConfirmMail = (
  tx: Tx,
  { name }: Actor,
  { email, ...change }: { id: string; email: string; isTaken: boolean },
) => addMail(tx, { mail: 'email-change', to: email, name, ...change })

const isWaitingFor = (user: { id: string }) =>
  and(eq(emailChanges.userId, user.id), isNull(emailChanges.confirmedAt))

const isOpen = (id: string) => and(eq(emailChanges.id, id), gt(emailChanges.expiresAt, new Date()))

function verifiedId(token: string): string | null {
  const id = tokenId(token)
  return id && verifyToken(token, 'email-change', id) ? id : null
}

const noChange = () => new AppError('not_found', 'No change of your email waits. Start again.')

const invalidLink = () =>
  new AppError('not_found', 'This link has expired or was already used. Start the change again.')
