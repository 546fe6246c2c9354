import { and, eq, gt, sql } from 'drizzle-orm'
import { signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { type Caller, createAccount, type User } from './accounts'
import { hashPassword, verifyPassword } from './password'
import { createSession, type NewSession } from './sessions'
import { clientOf, throttle, throttleFailures } from './throttle'
import { tokenId, verifyToken } from './tokens'

const HOURS_TO_VERIFY = 24

/** Does the same for an email that already has an account: only the mail tells the difference. */
export async function signUp(
  input: { name: string; email: string; password: string; returnTo?: string },
  { ipAddress }: Caller,
) {
  await throttle('sign-up', { email: input.email, ipAddress })
  const { password, ...rest } = input
  const passwordHash = await hashPassword(password, clientOf({ ipAddress }))
  const expiresAt = new Date(Date.now() + HOURS_TO_VERIFY * 60 * 60 * 1000)
  await asSystem('sign up', async (tx) => {
    const [row] = await tx
      .insert(signUps)
      .values({ ...rest, passwordHash, expiresAt })
      .returning({
        id: signUps.id,
        name: signUps.name,
        hasAccount: sql<boolean>`exists (select from public.users where email = ${input.email})`,
      })
    if (row) await addMail(tx, { mail: 'sign-up', to: input.email, ...row })
  })
}

/** The password proves that the owner of the email is the person who signed up. */
export async function verifyEmail(
  token: string,
  password: string,
  caller: Caller,
): Promise<{ user: User; session: NewSession; returnTo: string | null }> {
  const id = tokenId(token)
  if (!id || !verifyToken(token, 'sign-up', id)) throw invalidLink()
  const attempt = { email: id, ipAddress: caller.ipAddress }
  return throttleFailures('sign-in', attempt, async () => {
    const hash = await findHash(id)
    if (!hash) throw invalidLink()
    if (!(await verifyPassword(password, hash, clientOf(attempt)))) {
      throw new AppError(
        'invalid',
        'That is not the password you signed up with. Try again.',
        'password',
      )
    }
    return asSystem('verify email', async (tx) => {
      const [signUp] = await tx.delete(signUps).where(isPending(id)).returning()
      const user = signUp && (await createAccount(tx, signUp))
      if (!user) throw invalidLink()
      const session = await createSession(tx, user.id, caller.session)
      return { user, session, returnTo: signUp.returnTo }
    })
  })
}

async function findHash(id: string): Promise<string | undefined> {
  return asSystem('verify email', async (tx) => {
    const [found] = await tx
      .select({ hash: signUps.passwordHash })
      .from(signUps)
      .where(isPending(id))
    return found?.hash
  })
}

const isPending = (id: string) => and(eq(signUps.id, id), gt(signUps.expiresAt, new Date()))

function invalidLink() {
  return new AppError(
    'not_found',
    'This link has expired or was already used. If you already verified your email, sign in. Otherwise, sign up again.',
  )
}
