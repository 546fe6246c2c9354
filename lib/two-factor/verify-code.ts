import { and, eq, isNotNull, lt } from 'drizzle-orm'
import { recoveryCodes, twoFactors } from '@/db/schema/system/two-factors'
import type { Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Caller, User } from '@/lib/auth/accounts'
import { findDevice } from '@/lib/auth/devices'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { throttleFailures } from '@/lib/throttle/throttle'
import { countRecoveryCodes, hashRecoveryCode } from './recovery-codes'
import { decryptSecret, stepOf } from './secret'

type SecondFactor = 'authenticator app' | 'recovery code'

/** Counts refused codes of the user, and of the network on all accounts. */
export async function throttleCodes<T>(
  { email }: User,
  { ipAddress, devices }: Caller,
  run: () => Promise<T>,
): Promise<T> {
  return throttleFailures(
    'two-factor',
    { email, ipAddress, device: findDevice(devices, email) },
    run,
  )
}

/** A code or a recovery code works once. Throws `invalid`. Call it inside `throttleCodes`. */
export async function verifyCode(
  tx: Tx,
  user: User,
  input: string,
  caller: Caller,
): Promise<SecondFactor> {
  const code = input.toLowerCase().replace(/[\s-]/g, '')
  if (!/^\d{6}$/.test(code)) {
    await spendRecoveryCode(tx, user, code, caller)
    return 'recovery code'
  }
  const isConfirmed = and(eq(twoFactors.userId, user.id), isNotNull(twoFactors.confirmedAt))
  const [factor] = await tx
    .select({ encryptedSecret: twoFactors.encryptedSecret })
    .from(twoFactors)
    .where(isConfirmed)
  const step = factor ? stepOf(decryptSecret(factor.encryptedSecret, user.id), code) : null
  if (!factor || step === null) throw wrongCode()
  // One statement, so that of two requests with the same code one fails.
  const [used] = await tx
    .update(twoFactors)
    .set({ lastStep: step })
    .where(
      and(
        isConfirmed,
        eq(twoFactors.encryptedSecret, factor.encryptedSecret),
        lt(twoFactors.lastStep, step),
      ),
    )
    .returning({ userId: twoFactors.userId })
  if (!used) throw wrongCode()
  return 'authenticator app'
}

async function spendRecoveryCode(tx: Tx, user: User, code: string, caller: Caller) {
  const [used] = await tx
    .delete(recoveryCodes)
    .where(
      and(eq(recoveryCodes.userId, user.id), eq(recoveryCodes.hash, hashRecoveryCode(user, code))),
    )
    .returning({ userId: recoveryCodes.userId })
  if (!used) throw wrongCode()
  const left = String(await countRecoveryCodes(tx, user))
  await recordSecurityEvent(tx, user.id, 'recovery_code.use', caller, { left })
  const { id, name, email } = user
  await addMail(tx, { mail: 'recovery-code-used', to: email, id, name, left })
}

// The same for a used code, so that it does not show that the code was right.
export const wrongCode = () =>
  new AppError('invalid', 'This code is wrong or was already used. Enter a new one.', 'code')
