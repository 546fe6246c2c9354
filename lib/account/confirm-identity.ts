import { and, eq, isNotNull, sql } from 'drizzle-orm'
import { twoFactors } from '@/db/schema/system/two-factors'
import { passwords, sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { hashSessionToken } from '@/lib/auth/sessions'
import { AppError } from '@/lib/errors'
import { throttleCodes, verifyCode } from '@/lib/two-factor/verify-code'
import { confirmPassword } from './confirm-password'

const RECENT_MINUTES = 10

export const SIGN_IN_AGAIN = 'Sign out, sign in again, and come back within ten minutes.'

/** What the person typed, one of them. */
export type Confirmation = { currentPassword?: string; code?: string }

/**
 * What confirms who the person is: the password, without one a code of the second factor, else a new sign-in. Null if
 * they have just signed in.
 */
export async function findConfirmation(
  user: Actor,
  { session = '' }: Caller,
): Promise<'password' | 'code' | 'sign-in' | null> {
  const [found] = await asSystem('find confirmation', (tx) =>
    tx
      .select({
        signedInAt: sessions.createdAt,
        hasPassword: sql<boolean>`${passwords.userId} is not null`,
        hasTwoFactor: sql<boolean>`${twoFactors.userId} is not null`,
      })
      .from(users)
      .leftJoin(
        sessions,
        and(eq(sessions.userId, users.id), eq(sessions.sessionToken, hashSessionToken(session))),
      )
      .leftJoin(passwords, eq(passwords.userId, users.id))
      .leftJoin(twoFactors, and(eq(twoFactors.userId, users.id), isNotNull(twoFactors.confirmedAt)))
      .where(eq(users.id, user.id)),
  )
  const { signedInAt, hasPassword, hasTwoFactor } = found ?? {}
  if (signedInAt && +signedInAt > Date.now() - RECENT_MINUTES * 60 * 1000) return null
  return hasPassword ? 'password' : hasTwoFactor ? 'code' : 'sign-in'
}

/**
 * Call it before an act that must not be open to a person who only found an unlocked screen. Throws unless what
 * `findConfirmation` returns is right. Returns the hash of the password for `requireSamePassword`, if it was asked for.
 */
export async function confirmIdentity(
  user: Actor,
  { currentPassword = '', code = '' }: Confirmation,
  caller: Caller,
): Promise<string | undefined> {
  const needed = await findConfirmation(user, caller)
  if (needed === 'password') return confirmPassword(user, currentPassword, caller)
  if (needed === 'sign-in') throw new AppError('forbidden', SIGN_IN_AGAIN)
  if (needed === 'code') {
    await throttleCodes(user, caller, () =>
      asSystem('confirm identity', (tx) => verifyCode(tx, user, code, caller)),
    )
  }
}
