import { and, eq, gt, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import { pendingSignIns, recoveryCodes, twoFactors } from '@/db/schema/system/two-factors'
import { sessions } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { type Confirmation, confirmIdentity } from '@/lib/account/confirm-identity'
import { lockUser } from '@/lib/account/lock-user'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { hashSessionToken } from '@/lib/auth/sessions'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { createRecoveryCodes } from './recovery-codes'
import { decryptSecret, encryptSecret, newSecret, secretUrl, stepOf } from './secret'
import { throttleCodes, verifyCode, wrongCode } from './verify-code'

const SETUP_MINUTES = 15

/** `setup` is the secret of a set-up that is not confirmed, for the authenticator app. */
export type TwoFactor = {
  confirmedAt: Date | null
  recoveryCodes: number
  setup: { secret: string; url: string } | null
}

export async function findTwoFactor(user: Actor): Promise<TwoFactor> {
  const [found] = await asSystem('find two-factor', (tx) =>
    tx
      .select({
        confirmedAt: twoFactors.confirmedAt,
        encryptedSecret: twoFactors.encryptedSecret,
        isOpen: sql<boolean>`${isOpen()}`,
        recoveryCodes: tx.$count(recoveryCodes, eq(recoveryCodes.userId, twoFactors.userId)),
      })
      .from(twoFactors)
      .where(eq(twoFactors.userId, user.id)),
  )
  if (!found) return { confirmedAt: null, recoveryCodes: 0, setup: null }
  const { confirmedAt, recoveryCodes: count, encryptedSecret } = found
  const secret = found.isOpen ? decryptSecret(encryptedSecret, user.id) : null
  const setup = secret === null ? null : { secret, url: secretUrl(secret, user) }
  return { confirmedAt, recoveryCodes: count, setup }
}

/** Makes a secret, which `enableTwoFactor` confirms. Throws `conflict` if two-factor is on. */
export async function setUpTwoFactor(user: Actor, confirmation: Confirmation, caller: Caller) {
  await confirmIdentity(user, confirmation, caller)
  const encryptedSecret = encryptSecret(newSecret(), user.id)
  await asSystem('set up two-factor', async (tx) => {
    await lockUser(tx, user, caller)
    const [started] = await tx
      .insert(twoFactors)
      .values({ userId: user.id, encryptedSecret })
      .onConflictDoUpdate({
        target: twoFactors.userId,
        set: { encryptedSecret, lastStep: 0, createdAt: new Date() },
        setWhere: isNull(twoFactors.confirmedAt),
      })
      .returning({ userId: twoFactors.userId })
    if (!started) throw new AppError('conflict', 'Two-factor authentication is already on.')
  })
}

/** The code shows that the app has the secret. Ends all other sessions. Returns the recovery codes. */
export async function enableTwoFactor(
  user: Actor,
  { code }: { code: string },
  caller: Caller,
): Promise<string[]> {
  return throttleCodes(user, caller, () =>
    asSystem('enable two-factor', async (tx) => {
      await lockUser(tx, user, caller)
      const isMine = and(eq(twoFactors.userId, user.id), isOpen())
      const [setup] = await tx
        .select({ encryptedSecret: twoFactors.encryptedSecret })
        .from(twoFactors)
        .where(isMine)
        .for('update')
      if (!setup) throw new AppError('not_found', 'Start again: too much time has passed.')
      const step = stepOf(decryptSecret(setup.encryptedSecret, user.id), code.replace(/\s/g, ''))
      if (step === null) throw wrongCode()
      await tx
        .update(twoFactors)
        .set({ confirmedAt: new Date(), lastStep: step })
        .where(eq(twoFactors.userId, user.id))
      await endOtherSessions(tx, user, caller)
      await recordSecurityEvent(tx, user.id, 'two_factor.enable', caller)
      await addMail(tx, { mail: 'two-factor-on', to: user.email, id: user.id, name: user.name })
      return createRecoveryCodes(tx, user)
    }),
  )
}

/** The earlier recovery codes no longer work. */
export async function replaceRecoveryCodes(
  user: Actor,
  { code }: { code: string },
  caller: Caller,
): Promise<string[]> {
  return throttleCodes(user, caller, () =>
    asSystem('replace recovery codes', async (tx) => {
      await lockUser(tx, user, caller)
      await verifyCode(tx, user, code, caller)
      await recordSecurityEvent(tx, user.id, 'recovery_code.replace', caller)
      return createRecoveryCodes(tx, user)
    }),
  )
}

export async function disableTwoFactor(user: Actor, { code }: { code: string }, caller: Caller) {
  await throttleCodes(user, caller, () =>
    asSystem('disable two-factor', async (tx) => {
      await lockUser(tx, user, caller)
      await verifyCode(tx, user, code, caller)
      await tx
        .delete(twoFactors)
        .where(and(eq(twoFactors.userId, user.id), isNotNull(twoFactors.confirmedAt)))
      await tx.delete(pendingSignIns).where(eq(pendingSignIns.userId, user.id))
      await recordSecurityEvent(tx, user.id, 'two_factor.disable', caller)
      await addMail(tx, { mail: 'two-factor-off', to: user.email, id: user.id, name: user.name })
    }),
  )
}

// They began without a second factor.
async function endOtherSessions(tx: Tx, user: Actor, { session = '' }: Caller) {
  await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, user.id), ne(sessions.sessionToken, hashSessionToken(session))))
}

const isOpen = () =>
  and(
    isNull(twoFactors.confirmedAt),
    gt(twoFactors.createdAt, new Date(Date.now() - SETUP_MINUTES * 60 * 1000)),
  )
