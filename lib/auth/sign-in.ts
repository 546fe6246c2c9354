import { eq } from 'drizzle-orm'
import { asSystem } from '@/db/doors'
import { passwords, users } from '@/db/schema/system/users'
import { AppError } from '@/lib/errors'
import type { User } from './accounts'
import { verifyPassword } from './password'
import { createSession, type NewSession } from './sessions'
import { forgive, throttle } from './throttle'

/** Throws the same `invalid`, after the same work, for an unknown address and a wrong password. */
export async function signIn(
  input: { email: string; password: string },
  client: string,
): Promise<{ user: User; session: NewSession }> {
  await throttle('sign-in', { email: input.email, client })
  const account = await findAccount(input.email)
  const matches = await verifyPassword(input.password, account?.hash ?? null)
  if (!account || !matches) {
    throw new AppError(
      'invalid',
      'The email or the password is wrong. If you have just signed up, open the link in our mail first.',
    )
  }
  await forgive('sign-in', input.email)
  const { hash, ...user } = account
  return { user, session: await createSession(user.id) }
}

async function findAccount(email: string) {
  return asSystem('sign in', async (tx) => {
    const [account] = await tx
      .select({ id: users.id, name: users.name, email: users.email, hash: passwords.hash })
      .from(users)
      .leftJoin(passwords, eq(passwords.userId, users.id))
      .where(eq(users.email, email))
    return account
  })
}
