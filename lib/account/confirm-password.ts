import { eq } from 'drizzle-orm'
import { passwords } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { findDevice } from '@/lib/auth/devices'
import { verifyPassword } from '@/lib/auth/password'
import { AppError } from '@/lib/errors'
import { clientOf, throttleFailures } from '@/lib/throttle/throttle'

/**
 * A wrong password throws `invalid` and counts as a failed sign-in. Returns the hash for `requireSamePassword` in the
 * transaction of the change.
 */
export async function confirmPassword(
  user: Actor,
  password: string,
  caller: Caller,
): Promise<string> {
  const device = findDevice(caller.devices, user.email)
  const attempt = { email: user.email, ipAddress: user.ipAddress, device }
  return throttleFailures('sign-in', attempt, async () => {
    const [found] = await asSystem('confirm password', (tx) =>
      tx.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, user.id)),
    )
    const hash = found?.hash ?? null
    const isRight = await verifyPassword(password, hash, clientOf(attempt))
    if (!hash || !isRight) throw wrongPassword()
    return hash
  })
}

/** Locks the password. Throws if it was changed or reset meanwhile. */
export async function requireSamePassword(tx: Tx, user: { id: string }, hash: string) {
  const [current] = await tx
    .select({ hash: passwords.hash })
    .from(passwords)
    .where(eq(passwords.userId, user.id))
    .for('update')
  if (current?.hash !== hash) throw wrongPassword()
}

const wrongPassword = () =>
  new AppError('invalid', 'This is not your current password.', 'currentPassword')
