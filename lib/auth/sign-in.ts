import { eq } from 'drizzle-orm'
import { passwords, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import { clientOf, throttleFailures } from '@/lib/throttle/throttle'
import type { Caller, User } from './accounts'
import { completeSignIn, type SignedIn } from './complete-sign-in'
import { findDevice } from './devices'
import { verifyPassword } from './password'

/** Throws the same `invalid`, after the same work, for an unknown email and a wrong password. */
export async function signIn(
  input: { email: string; password: string },
  caller: Caller,
): Promise<SignedIn> {
  const device = findDevice(caller.devices, input.email)
  const attempt = { email: input.email, ipAddress: caller.ipAddress, device }
  return throttleFailures('sign-in', attempt, async () => {
    const account = await findAccount(input.email)
    const matches = await verifyPassword(input.password, account?.hash ?? null, clientOf(attempt))
    const signedIn = account && matches ? await complete(account, caller) : null
    if (signedIn) return signedIn
    throw new AppError(
      'invalid',
      'The email or the password is wrong. If you just signed up, open the link we emailed you first.',
    )
  })
}

type Account = User & { hash: string | null }

async function findAccount(email: string): Promise<Account | undefined> {
  return asSystem('sign in', async (tx) => {
    const [account] = await tx
      .select({ id: users.id, name: users.name, email: users.email, hash: passwords.hash })
      .from(users)
      .leftJoin(passwords, eq(passwords.userId, users.id))
      .where(eq(users.email, email))
    return account
  })
}

// Returns null if the password has changed meanwhile: a password reset must end this sign-in too.
async function complete({ hash, ...user }: Account, caller: Caller): Promise<SignedIn | null> {
  return asSystem('sign in', async (tx) => {
    const [current] = await tx
      .select({ hash: passwords.hash })
      .from(passwords)
      .where(eq(passwords.userId, user.id))
      .for('share')
    return current?.hash === hash ? completeSignIn(tx, user, caller, 'password') : null
  })
}
