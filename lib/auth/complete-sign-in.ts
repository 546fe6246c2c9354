import type { Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { createPendingSignIn } from '@/lib/two-factor/pending-sign-ins'
import type { Caller, User } from './accounts'
import { createSession, type NewSession } from './sessions'

/** How people sign in, as the security log says it. */
export type SignInMethod = 'password' | 'email verification' | 'invitation'

/** A session, or the token of a sign-in that waits for the second factor. `enter` sets the cookie. */
export type SignedIn = { user: User } & (
  | { session: NewSession; pending?: undefined }
  | { session?: undefined; pending: string }
)

/** For a person who has proved who they are, except for the second factor. */
export async function completeSignIn(
  tx: Tx,
  user: User,
  caller: Caller,
  method: SignInMethod,
): Promise<SignedIn> {
  const pending = await createPendingSignIn(tx, user, method)
  if (pending) return { user, pending }
  return { user, session: await beginSession(tx, user, caller, { method }) }
}

/** Starts a session after all factors, and records the sign-in. */
export async function beginSession(
  tx: Tx,
  user: User,
  caller: Caller,
  how: { method: string; secondFactor?: string },
): Promise<NewSession> {
  await recordSecurityEvent(tx, user.id, 'session.create', caller, how)
  return createSession(tx, user.id, caller)
}
