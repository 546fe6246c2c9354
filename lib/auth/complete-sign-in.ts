import { and, eq, ne, sql } from 'drizzle-orm'
import { users } from '@/db/schema/system/users'
import type { Tx } from '@/db/transactions'
import { deviceName } from '@/lib/account/device-name'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { addMail } from '@/lib/jobs/add-job'
import { createPendingSignIn } from '@/lib/two-factor/pending-sign-ins'
import type { Caller, User } from './accounts'
import { findDevice } from './devices'
import { createSession, type NewSession } from './sessions'

/** A session, or the token of a sign-in that waits for the second factor. `enter` sets the cookie. */
export type SignedIn = { user: User } & (
  | { session: NewSession; pending?: undefined }
  | { session?: undefined; pending: string }
)

/**
 * For a person who has proved who they are, except for the second factor. The security log shows the `method`, such
 * as `password` or `GitHub`.
 */
export async function completeSignIn(
  tx: Tx,
  user: User,
  caller: Caller,
  method: string,
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
  await announceNewDevice(tx, user, caller)
  return createSession(tx, user.id, caller)
}

/** Adds a mail, unless the account has signed in with this browser before or was created right now. */
async function announceNewDevice(tx: Tx, { id, name, email }: User, caller: Caller) {
  if (findDevice(caller.devices, email)) return
  // `now()` is when the transaction began: an account that it created has this date.
  const isOlder = ne(users.createdAt, sql`now()::timestamptz(3)`)
  const [dates] = await tx
    .select({ timeZone: users.timeZone, locale: users.locale })
    .from(users)
    .where(and(eq(users.id, id), isOlder))
  if (!dates) return
  const device = deviceName(caller.userAgent)
  await addMail(tx, {
    mail: 'new-device',
    to: email,
    id,
    name,
    device,
    ipAddress: caller.ipAddress,
    dates,
  })
}
