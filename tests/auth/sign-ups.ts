import { desc, eq } from 'drizzle-orm'
import { signUps } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { verifyEmail } from '@/lib/auth/sign-up'
import { signToken } from '@/lib/auth/tokens'
import { newCaller } from '../factories'
import { fastHash } from './fast-hash'

export const HOUR = 60 * 60 * 1000

export const passwordHash = fastHash('correct horse')

/** Verifies the email with the password of `insertSignUp`. */
export const verify = (token: string) => verifyEmail(token, 'correct horse', newCaller())

/** Inserts a sign-up and returns its token. */
export async function insertSignUp(
  values: Partial<typeof signUps.$inferInsert> & { email: string },
) {
  const expiresAt = new Date(Date.now() + HOUR)
  const [row] = await asSystem('test', (tx) =>
    tx
      .insert(signUps)
      .values({ name: 'Ann', passwordHash, expiresAt, ...values })
      .returning({ id: signUps.id }),
  )
  return signToken('sign-up', row?.id ?? '')
}

/** The stored sign-ups for an email, newest first. */
export function signUpsOf(email: string) {
  return asSystem('test', (tx) =>
    tx.select().from(signUps).where(eq(signUps.email, email)).orderBy(desc(signUps.createdAt)),
  )
}
