import { and, eq, gt } from 'drizzle-orm'
import { pendingSignIns } from '@/db/schema/system/two-factors'
import { asSystem } from '@/db/transactions'
import type { Caller } from '@/lib/auth/accounts'
import { beginSession, type SignedIn } from '@/lib/auth/complete-sign-in'
import { AppError } from '@/lib/errors'
import { findPendingSignIn } from './pending-sign-ins'
import { throttleCodes, verifyCode } from './verify-code'

/** Completes a pending sign-in, which a refused code leaves open. Throws `not_found` if it has ended. */
export async function signInWithCode(
  token: string | undefined,
  code: string,
  caller: Caller,
): Promise<SignedIn> {
  const found = await findPendingSignIn(token)
  if (!found) throw ended()
  const { id, user, method } = found
  return throttleCodes(user, caller, () =>
    asSystem('sign in with code', async (tx) => {
      const [pending] = await tx
        .delete(pendingSignIns)
        .where(and(eq(pendingSignIns.id, id), gt(pendingSignIns.expiresAt, new Date())))
        .returning({ id: pendingSignIns.id })
      if (!pending) throw ended()
      const secondFactor = await verifyCode(tx, user, code, caller)
      return { user, session: await beginSession(tx, user, caller, { method, secondFactor }) }
    }),
  )
}

const ended = () => new AppError('not_found', 'Your sign-in has expired. Sign in again.')
