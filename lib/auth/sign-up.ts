import { and, eq, gt } from 'drizzle-orm'
import { signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { createAccount, type User } from './accounts'
import { hashPassword, verifyPassword } from './password'
import { createSession, type NewSession } from './sessions'
import { throttle } from './throttle'
import { isToken, tokenId } from './tokens'

const HOURS_TO_VERIFY = 24

/**
 * Keeps the sign-up until its mail proves the address. The same work is done for a known address:
 * only the mail, written later by the worker, tells its owner that there is an account.
 */
export async function signUp(
  input: { name: string; email: string; password: string; returnTo?: string },
  ipAddress: string,
) {
  await throttle('sign-up', { email: input.email, ipAddress })
  const { password, ...rest } = input
  const passwordHash = await hashPassword(password)
  const expiresAt = new Date(Date.now() + HOURS_TO_VERIFY * 60 * 60 * 1000)
  await asSystem('sign up', async (tx) => {
    const [row] = await tx
      .insert(signUps)
      .values({ ...rest, passwordHash, expiresAt })
      .returning({ id: signUps.id })
    if (row) await addMail(tx, { mail: 'sign-up', id: row.id })
  })
}

/**
 * Turns a sign-up into an account, once, and signs in. Asks for the password: the mail proves who owns
 * the address, the password that it was its owner who signed up. Throws `not_found` for a link that
 * is used, old or forged.
 */
export async function verifyEmail(
  token: string,
  password: string,
  ipAddress: string,
): Promise<{ user: User; session: NewSession; returnTo: string | null }> {
  const id = tokenId(token)
  if (!id || !isToken(token, 'sign-up', id)) throw deadLink()
  await throttle('sign-in', { email: id, ipAddress })
  const hash = await findHash(id)
  if (!hash) throw deadLink()
  if (!(await verifyPassword(password, hash))) {
    throw new AppError('invalid', 'This is not the password you signed up with.', 'password')
  }
  return asSystem('verify email', async (tx) => {
    const [signUp] = await tx.delete(signUps).where(open(id)).returning()
    const user = signUp && (await createAccount(tx, signUp))
    if (!user) throw deadLink()
    return { user, session: await createSession(tx, user.id), returnTo: signUp.returnTo }
  })
}

async function findHash(id: string): Promise<string | undefined> {
  return asSystem('verify email', async (tx) => {
    const [found] = await tx.select({ hash: signUps.passwordHash }).from(signUps).where(open(id))
    return found?.hash
  })
}

const open = (id: string) => and(eq(signUps.id, id), gt(signUps.expiresAt, new Date()))

function deadLink() {
  return new AppError(
    'not_found',
    'This link has been used or has expired. If you verified your email before, just sign in; otherwise sign up again.',
  )
}
