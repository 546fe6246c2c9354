import { and, eq, gt, sql } from 'drizzle-orm'
import { passwordResets, passwords, sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import type { Caller } from './accounts'
import { hashPassword } from './password'
import { resetThrottle, throttle } from './throttle'
import { tokenId, verifyToken } from './tokens'

const RESET_MINUTES = 60

/** Does the same for known and unknown emails, so that the time shows no difference. */
export async function requestPasswordReset(email: string, { ipAddress }: Caller) {
  await throttle('password-reset', { email, ipAddress })
  const expiresAt = new Date(Date.now() + RESET_MINUTES * 60 * 1000)
  await asSystem('request password reset', async (tx) => {
    const [row] = await tx
      .insert(passwordResets)
      .values({ email, expiresAt })
      .returning({
        id: passwordResets.id,
        name: sql<string | null>`(select name from public.users where email = ${email})`,
      })
    if (row) await addMail(tx, { mail: 'password-reset', to: email, ...row })
  })
}

/** Also ends all sessions and reset links of the account. Throws `not_found` for an invalid token. */
export async function resetPassword(token: string, password: string, { ipAddress }: Caller) {
  await throttle('password-reset', { ipAddress })
  const id = tokenId(token)
  if (!id || !verifyToken(token, 'password-reset', id)) throw invalidLink()
  const hash = await hashPassword(password)
  const email = await asSystem('reset password', async (tx) => {
    const [reset] = await tx
      .delete(passwordResets)
      .where(and(eq(passwordResets.id, id), gt(passwordResets.expiresAt, new Date())))
      .returning({ email: passwordResets.email })
    if (!reset) throw invalidLink()
    const [user] = await tx
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(eq(users.email, reset.email))
    if (!user) throw invalidLink()
    await tx
      .insert(passwords)
      .values({ userId: user.id, hash })
      .onConflictDoUpdate({ target: passwords.userId, set: { hash, updatedAt: new Date() } })
    await tx.delete(sessions).where(eq(sessions.userId, user.id))
    await tx.delete(passwordResets).where(eq(passwordResets.email, reset.email))
    await addMail(tx, { mail: 'password-changed', to: reset.email, ...user })
    return reset.email
  })
  await resetThrottle('sign-in', email)
}

function invalidLink() {
  return new AppError(
    'not_found',
    'This link has expired or was already used. Request a new one below.',
  )
}
