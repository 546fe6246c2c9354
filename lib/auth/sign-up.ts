import { and, eq, gt } from 'drizzle-orm'
import { asSystem } from '@/db/doors'
import { signUps } from '@/db/schema/system/users'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { createAccount } from './accounts'
import { hashPassword } from './password'
import { throttle } from './throttle'
import { isToken, tokenId } from './tokens'

const HOURS_TO_VERIFY = 24

/**
 * Keeps the sign-up until its mail proves the address. The same work is done for a known address:
 * only the mail, written later by the worker, tells its owner that there is an account.
 */
export async function signUp(
  input: { name: string; email: string; password: string; returnTo?: string },
  client: string,
) {
  await throttle('sign-up', { email: input.email, client })
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

/** Turns a sign-up into an account, once. Throws `not_found` for a link that is used, old or forged. */
export async function verifyEmail(token: string): Promise<{ returnTo: string | null }> {
  return asSystem('verify email', async (tx) => {
    const id = tokenId(token)
    if (!id || !isToken(token, 'sign-up', id)) throw deadLink()
    const [found] = await tx
      .delete(signUps)
      .where(and(eq(signUps.id, id), gt(signUps.expiresAt, new Date())))
      .returning()
    if (!found || !(await createAccount(tx, found))) throw deadLink()
    return { returnTo: found.returnTo }
  })
}

function deadLink() {
  return new AppError(
    'not_found',
    'This link has been used or has expired. If you verified your email before, just sign in; otherwise sign up again.',
  )
}
