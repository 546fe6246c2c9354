import { eq } from 'drizzle-orm'
import { passwords } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { findDevice } from '@/lib/auth/devices'
import { hashPassword, verifyPassword } from '@/lib/auth/password'
import { replacePassword } from '@/lib/auth/password-reset'
import { AppError } from '@/lib/errors'
import { refuseWeakPassword } from '@/lib/passwords/refuse-weak-password'
import { clientOf, throttleFailures } from '@/lib/throttle/throttle'
import { recordSecurityEvent } from './security-log'

/**
 * Ends all other sessions and the reset links of the account. A wrong current password throws `invalid` and
 * counts as a failed sign-in.
 */
export async function changePassword(
  user: Actor,
  { currentPassword, password }: { currentPassword: string; password: string },
  caller: Caller,
) {
  refuseWeakPassword(password, user)
  const device = findDevice(caller.devices, user.email)
  const attempt = { email: user.email, ipAddress: user.ipAddress, device }
  const client = clientOf(attempt)
  await throttleFailures('sign-in', attempt, async () => {
    const oldHash = await findHash(user)
    if (!(await verifyPassword(currentPassword, oldHash, client))) throw wrongPassword()
    const hash = await hashPassword(password, client)
    await asSystem('change password', async (tx) => {
      const [current] = await tx
        .select({ hash: passwords.hash })
        .from(passwords)
        .where(eq(passwords.userId, user.id))
        .for('update')
      // It was changed or reset meanwhile.
      if (current?.hash !== oldHash) throw wrongPassword()
      await replacePassword(tx, user, hash, caller.session)
      await recordSecurityEvent(tx, user.id, 'password.change', caller)
    })
  })
}

async function findHash(user: Actor): Promise<string | null> {
  const [found] = await asSystem('change password', (tx) =>
    tx.select({ hash: passwords.hash }).from(passwords).where(eq(passwords.userId, user.id)),
  )
  return found?.hash ?? null
}

const wrongPassword = () =>
  new AppError('invalid', 'This is not your current password.', 'currentPassword')
