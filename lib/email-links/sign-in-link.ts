import { asSystem } from '@/db/transactions'
import type { Caller } from '@/lib/auth/accounts'
import { completeSignIn, type SignedIn } from '@/lib/auth/complete-sign-in'
import { throttleFailures } from '@/lib/throttle/throttle'
import { takeEmailLink } from './email-links'

/** Throws `not_found` for an invalid link. */
export async function signInByLink(
  token: string,
  caller: Caller,
): Promise<SignedIn & { returnTo: string | null }> {
  return throttleFailures('sign-in-link', { ipAddress: caller.ipAddress }, () =>
    asSystem('sign in by link', async (tx) => {
      const { user, returnTo } = await takeEmailLink(tx, 'sign-in-link', token)
      return { ...(await completeSignIn(tx, user, caller, 'email link')), returnTo }
    }),
  )
}
