import { and, eq, gt, sql } from 'drizzle-orm'
import { signUps } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { refuseWeakPassword } from '@/lib/passwords/refuse-weak-password'
import { clientOf, throttle, throttleFailures } from '@/lib/throttle/throttle'
import { type Caller, createAccount } from './accounts'
import { completeSignIn, type SignedIn } from './complete-sign-in'
import { hashPassword, verifyPassword } from './password'
import { tokenId, verifyToken } from './tokens'

const HOURS_TO_VERIFY = 24

/**
 * Does the same for an email that already has an account: only the mail tells the difference. Returns an id
 * with which the mail can be sent again.
 */
export async function signUp(
  input: { name: string; email: string; password: string; returnTo?: string },
  { ipAddress }: Caller,
): Promise<string> {
  refuseWeakPassword(input.password, input)
  await throttle('sign-up', { email: input.email, ipAddress })
  const { password, ...rest } = input
  const passwordHash = await hashPassword(password, clientOf({ ipAddress }))
  return asSystem('sign up', async (tx) => {
    const [row] = await tx
      .insert(signUps)
      .values({ ...rest, passwordHash, expiresAt: newExpiry() })
      .returning(MAILED)
    if (!row) throw new Error('The sign-up was not inserted.')
    await addSignUpMail(tx, row)
    return row.id
  })
}

/**
 * The link works for another day. Does nothing if the sign-up no longer exists, which looks the same, because
 * someone else may have verified the email.
 */
export async function resendSignUp(id: string, { ipAddress }: Caller) {
  const email = (await findById(id))?.email
  await throttle('sign-up', { email, ipAddress })
  await asSystem('resend sign-up', async (tx) => {
    const [row] = await tx
      .update(signUps)
      .set({ expiresAt: newExpiry() })
      .where(eq(signUps.id, id))
      .returning(MAILED)
    if (row) await addSignUpMail(tx, row)
  })
}

/** Null if the token is forged, or if the email is verified. */
export async function findSignUp(
  token: string,
): Promise<{ id: string; email: string; isOpen: boolean } | null> {
  const id = tokenId(token)
  const found = id && verifyToken(token, 'sign-up', id) && (await findById(id))
  return found ? { id: found.id, email: found.email, isOpen: found.expiresAt > new Date() } : null
}

/** The password proves that the owner of the email is the person who signed up. */
export async function verifyEmail(
  token: string,
  password: string,
  caller: Caller,
): Promise<SignedIn & { returnTo: string | null }> {
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
      const signedIn = await completeSignIn(tx, user, caller, 'email verification')
      return { ...signedIn, returnTo: signUp.returnTo }
    })
  })
}

async function findById(id: string) {
  const [found] = await asSystem('find sign-up', (tx) =>
    tx
      .select({ id: signUps.id, email: signUps.email, expiresAt: signUps.expiresAt })
      .from(signUps)
      .where(eq(signUps.id, id)),
  )
  return found
}

const MAILED = {
  id: signUps.id,
  email: signUps.email,
  name: signUps.name,
  hasAccount: sql<boolean>`exists (select from public.users where users.email = sign_ups.email)`,
}

type Mailed = { id: string; email: string; name: string; hasAccount: boolean }

const addSignUpMail = (tx: Tx, { email, ...data }: Mailed) =>
  addMail(tx, { mail: 'sign-up', to: email, ...data })

const newExpiry = () => new Date(Date.now() + HOURS_TO_VERIFY * 60 * 60 * 1000)

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
