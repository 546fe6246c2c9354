import { and, eq } from 'drizzle-orm'
import { passwords, sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { findDevice } from '@/lib/auth/devices'
import { verifyPassword } from '@/lib/auth/password'
import { hashSessionToken } from '@/lib/auth/sessions'
import { AppError } from '@/lib/errors'
import { clientOf, throttleFailures } from '@/lib/throttle/throttle'

const RECENT_MINUTES = 10

/** Whether the person has just signed in, so that the password need not be asked for again. */
export async function signedInRecently(user: Actor, caller: Caller): Promise<boolean> {
  const [found] = await asSystem('confirm identity', (tx) =>
    tx
      .select({ createdAt: sessions.createdAt })
      .from(sessions)
      .where(
        and(
          eq(sessions.userId, user.id),
          eq(sessions.sessionToken, hashSessionToken(caller.session ?? '')),
        ),
      ),
  )
  return !!found && +found.createdAt > Date.now() - RECENT_MINUTES * 60 * 1000
}

/** Throws unless the person has just signed in or the password is right. */
export async function confirmIdentity(user: Actor, password = '', caller: Caller) {
  if (await signedInRecently(user, caller)) return
  const device = findDevice(caller.devices, user.email)
  const attempt = { email: user.email, ipAddress: caller.ipAddress, device }
  await throttleFailures('sign-in', attempt, async () => {
    const [found] = await asSystem('confirm identity', (tx) =>
      tx.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, user.id)),
    )
    if (!found) {
      throw new AppError('forbidden', 'Sign out, sign in again, and come back within ten minutes.')
    }
    if (await verifyPassword(password, found.hash, clientOf(attempt))) return
    throw new AppError('invalid', 'This is not your password.', 'password')
  })
}
