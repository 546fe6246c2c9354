import { asSystem } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { findDevice } from '@/lib/auth/devices'
import { hashPassword } from '@/lib/auth/password'
import { replacePassword } from '@/lib/auth/password-reset'
import { refuseWeakPassword } from '@/lib/passwords/refuse-weak-password'
import { clientOf } from '@/lib/throttle/throttle'
import { confirmPassword, requireSamePassword } from './confirm-password'
import { lockUser } from './lock-user'
import { recordSecurityEvent } from './security-log'

/** Ends all other sessions and the links of the account. Throws as `confirmPassword` does. */
export async function changePassword(
  user: Actor,
  { currentPassword, password }: { currentPassword: string; password: string },
  caller: Caller,
) {
  refuseWeakPassword(password, user)
  const oldHash = await confirmPassword(user, currentPassword, caller)
  const device = findDevice(caller.devices, user.email)
  const hash = await hashPassword(password, clientOf({ ipAddress: user.ipAddress, device }))
  await asSystem('change password', async (tx) => {
    await lockUser(tx, user, caller)
    await requireSamePassword(tx, user, oldHash)
    await replacePassword(tx, user, hash, caller.session)
    await recordSecurityEvent(tx, user.id, 'password.change', caller)
  })
}
