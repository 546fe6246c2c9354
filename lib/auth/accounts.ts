import { eq } from 'drizzle-orm'
import { passwords, signUps, users } from '@/db/schema/system/users'
import type { Tx } from '@/db/transactions'
import type { DateSettings } from '@/lib/dates/formats'
import { AppError } from '@/lib/errors'

export type User = { id: string; name: string; email: string }

/** `picture` is the name of the file. */
export type Actor = User & DateSettings & { picture?: string | null; ipAddress: string }

/** Who sent a request, signed in or not. `session`, `devices` and `browserZone` are the values of cookies. */
export type Caller = {
  ipAddress: string
  userAgent?: string
  session?: string
  devices?: string
  browserZone?: string
}

/**
 * For a verified email, of which all pending sign-ups are deleted. Returns null if it already has an account.
 */
export async function createAccount(
  tx: Tx,
  account: { name: string; email: string; passwordHash?: string },
): Promise<User | null> {
  const [user] = await tx
    .insert(users)
    .values({ name: account.name, email: account.email, emailVerified: new Date() })
    .onConflictDoNothing()
    .returning({ id: users.id, name: users.name, email: users.email })
  if (!user) return null
  const { passwordHash: hash } = account
  if (hash) await tx.insert(passwords).values({ userId: user.id, hash })
  await tx.delete(signUps).where(eq(signUps.email, account.email))
  return user
}

/** Returns the current email. Throws `forbidden` if it is not verified. */
export async function requireVerifiedEmail(tx: Tx, user: { id: string }): Promise<string> {
  const [found] = await tx
    .select({ email: users.email, verified: users.emailVerified })
    .from(users)
    .where(eq(users.id, user.id))
  if (!found?.verified)
    throw new AppError('forbidden', 'Verify your email first: open the link we sent you.')
  return found.email
}

export function signedOut() {
  return new AppError('unauthenticated', 'You are signed out. Sign in and try again.')
}
