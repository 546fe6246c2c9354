import { and, eq, ne } from 'drizzle-orm'
import { pendingSignIns } from '@/db/schema/system/two-factors'
import { emailLinks, passwords, sessions, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { findEmailLink, invalidLink, takeEmailLink } from '@/lib/email-links/email-links'
import { addMail } from '@/lib/jobs/add-job'
import { refuseWeakPassword } from '@/lib/passwords/refuse-weak-password'
import { clientOf, resetThrottle, throttleFailures } from '@/lib/throttle/throttle'
import type { Caller, User } from './accounts'
import { hashPassword } from './password'
import { hashSessionToken } from './sessions'

/**
 * Also ends all sessions and links of the account. Returns its email, which the link proves to be the user's.
 * Throws `not_found` for an invalid token.
 */
export async function resetPassword(
  token: string,
  password: string,
  caller: Caller,
): Promise<string> {
  const { ipAddress } = caller
  const email = await throttleFailures('password-reset', { ipAddress }, async () => {
    refuseWeakPassword(password, await findPerson(token))
    const hash = await hashPassword(password, clientOf({ ipAddress }))
    return asSystem('reset password', async (tx) => {
      const { user } = await takeEmailLink(tx, 'password-reset', token)
      await replacePassword(tx, user, hash)
      await recordSecurityEvent(tx, user.id, 'password.reset', caller)
      return user.email
    })
  })
  await resetThrottle('sign-in', email)
  return email
}

async function findPerson(token: string): Promise<{ name: string; email: string }> {
  const link = await findEmailLink('password-reset', token)
  if (!link) throw invalidLink()
  const [user] = await asSystem('reset password', (tx) =>
    tx.select({ name: users.name }).from(users).where(eq(users.email, link.email)),
  )
  if (!user) throw invalidLink()
  return { ...user, email: link.email }
}

/**
 * Ends the sessions of the user, except the one with the token `session`, and all that could start another: links
 * and sign-ins that wait for the second factor.
 */
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
  await endOtherSessions(tx, { id, email }, session)
  await addMail(tx, { mail: 'password-changed', to: email, id, name })
}

export async function endOtherSessions(
  tx: Tx,
  { id, email }: { id: string; email: string },
  session?: string,
) {
  // First, because these wait for a sign-in that completes, whose session the last statement then sees.
  await tx.delete(emailLinks).where(eq(emailLinks.email, email))
  await tx.delete(pendingSignIns).where(eq(pendingSignIns.userId, id))
  const isOther = session ? ne(sessions.sessionToken, hashSessionToken(session)) : undefined
  await tx.delete(sessions).where(and(eq(sessions.userId, id), isOther))
}
