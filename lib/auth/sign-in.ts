import { eq } from 'drizzle-orm'
import { passwords, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import { clientOf, throttleFailures } from '@/lib/throttle/throttle'
import type { Caller, User } from './accounts'
import { completeSignIn } from './complete-sign-in'
import { findDevice } from './devices'
import { verifyPassword } from './password'
import type { NewSession } from './sessions'

/** Throws the same `invalid`, after the same work, for an unknown email and a wrong password. */
export async function signIn(
  input: { email: string; password: string },
  caller: Caller,
): Promise<{ user: User; session: NewSession }> {
  const device = findDevice(caller.devices, input.email)
  const attempt = { email: input.email, ipAddress: caller.ipAddress, device }
  return throttleFailures('sign-in', attempt, async () => {
    const account = await findAccount(input.email)
    const matches = await verifyPassword(input.password, account?.hash ?? null, clientOf(attempt))
    const session = account && matches ? await openSession(account, caller) : null
    if (!account || !session) {
      throw new AppError(
        'invalid',
        'The email or the password is wrong. If you just signed up, open the link we emailed you first.',
      )
    }
    const { id, name, email } = account
    return { user: { id, name, email }, session }
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

// Returns null if the password has changed meanwhile: a password reset must end this session too.
async function openSession({ id, hash }: Account, caller: Caller): Promise<NewSession | null> {
  return asSystem('sign in', async (tx) => {
    const [current] = await tx
      .select({ hash: passwords.hash })
      .from(passwords)
      .where(eq(passwords.userId, id))
      .for('share')
    return current?.hash === hash ? completeSignIn(tx, { id }, caller, 'password') : null
  })
}
