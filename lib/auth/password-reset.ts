import { and, eq, gt, ne, sql } from 'drizzle-orm'
import { pendingSignIns } from '@/db/schema/system/two-factors'
import { passwordResets, passwords, sessions, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { refuseWeakPassword } from '@/lib/passwords/refuse-weak-password'
import { clientOf, resetThrottle, throttle, throttleFailures } from '@/lib/throttle/throttle'
import type { Caller, User } from './accounts'
import { hashPassword } from './password'
import { hashSessionToken } from './sessions'
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

/** Null if the link has expired, was used or is forged. */
export async function findPasswordReset(token: string): Promise<{ email: string } | null> {
  const id = tokenId(token)
  if (!id || !verifyToken(token, 'password-reset', id)) return null
  const [found] = await asSystem('find password reset', (tx) =>
    tx.select({ email: passwordResets.email }).from(passwordResets).where(isOpen(id)),
  )
  return found ?? null
}

/**
 * Also ends all sessions and reset links of the account. Returns its email, which the link proves to be the
 * user's. Throws `not_found` for an invalid token.
 */
export async function resetPassword(
  token: string,
  password: string,
  caller: Caller,
): Promise<string> {
  const { ipAddress } = caller
  const id = tokenId(token)
  const email = await throttleFailures('password-reset', { ipAddress }, async () => {
    if (!id || !verifyToken(token, 'password-reset', id)) throw invalidLink()
    const user = await findUser(id)
    if (!user) throw invalidLink()
    refuseWeakPassword(password, user)
    return setPassword(id, await hashPassword(password, clientOf({ ipAddress })), caller)
  })
  await resetThrottle('sign-in', email)
  return email
}

async function findUser(resetId: string): Promise<{ name: string; email: string } | undefined> {
  const [user] = await asSystem('reset password', (tx) =>
    tx
      .select({ name: users.name, email: users.email })
      .from(passwordResets)
      .innerJoin(users, eq(users.email, passwordResets.email))
      .where(isOpen(resetId)),
  )
  return user
}

async function setPassword(resetId: string, hash: string, caller: Caller): Promise<string> {
  return asSystem('reset password', async (tx) => {
    const [reset] = await tx
      .delete(passwordResets)
      .where(isOpen(resetId))
      .returning({ email: passwordResets.email })
    if (!reset) throw invalidLink()
    const { email } = reset
    const [user] = await tx
      .update(users)
      .set({ emailVerified: sql`coalesce(${users.emailVerified}, now())` })
      .where(eq(users.email, email))
      .returning({ id: users.id, name: users.name })
    if (!user) throw invalidLink()
    await replacePassword(tx, { ...user, email }, hash)
    await recordSecurityEvent(tx, user.id, 'password.reset', caller)
    return email
  })
}

/** Ends the sessions of the user, except the one with the token `session`, their sign-ins and reset links. */
export async function replacePassword(
  tx: Tx,
  { id, name, email }: User,
  hash: string,
  session?: string,
) {
  await tx
    .insert(passwords)
    .values({ userId: id, hash })
    .onConflictDoUpdate({ target: passwords.userId, set: { hash, updatedAt: new Date() } })
  const isOther = session ? ne(sessions.sessionToken, hashSessionToken(session)) : undefined
  // First, because it waits for a sign-in that completes, whose session must end too.
  await tx.delete(pendingSignIns).where(eq(pendingSignIns.userId, id))
  await tx.delete(sessions).where(and(eq(sessions.userId, id), isOther))
  await tx.delete(passwordResets).where(eq(passwordResets.email, email))
  await addMail(tx, { mail: 'password-changed', to: email, id, name })
}

const isOpen = (id: string) =>
  and(eq(passwordResets.id, id), gt(passwordResets.expiresAt, new Date()))

function invalidLink() {
  return new AppError(
    'not_found',
    'This link has expired or was already used. Request a new one below.',
  )
}
