import type { Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Caller } from './accounts'
import { createSession, type NewSession } from './sessions'

/** How people sign in, as the security log says it. */
export type SignInMethod = 'password' | 'email verification' | 'invitation'

/** Starts a session for a person who has proved who they are, and records the sign-in. */
export async function completeSignIn(
  tx: Tx,
  user: { id: string },
  caller: Caller,
  method: SignInMethod,
): Promise<NewSession> {
  await recordSecurityEvent(tx, user.id, 'session.create', caller, { method })
  return createSession(tx, user.id, caller)
}
