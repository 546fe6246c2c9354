import { and, eq } from 'drizzle-orm'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { hashSessionToken } from '@/lib/auth/sessions'
import { AppError } from '@/lib/errors'
import { confirmPassword, hasPassword } from './confirm-password'

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

/** Throws unless the person has just signed in, or the password is right (see `confirmPassword`). */
export async function confirmIdentity(user: Actor, currentPassword = '', caller: Caller) {
  if (await signedInRecently(user, caller)) return
  if (!(await hasPassword(user))) {
    throw new AppError('forbidden', 'Sign out, sign in again, and come back within ten minutes.')
  }
  await confirmPassword(user, currentPassword, caller)
}
