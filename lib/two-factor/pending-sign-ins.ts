import { and, eq, gt } from 'drizzle-orm'
import { pendingSignIns, twoFactors } from '@/db/schema/system/two-factors'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { User } from '@/lib/auth/accounts'
import { signToken, tokenId, verifyToken } from '@/lib/auth/tokens'

export const PENDING_SECONDS = 10 * 60

/** Returns a token with which only the second factor can be proved, or null if the user has none. */
export async function createPendingSignIn(
  tx: Tx,
  user: User,
  method: string,
): Promise<string | null> {
  if (!(await hasTwoFactor(tx, user.id))) return null
  const expiresAt = new Date(Date.now() + PENDING_SECONDS * 1000)
  const [row] = await tx
    .insert(pendingSignIns)
    .values({ userId: user.id, method, expiresAt })
    .returning({ id: pendingSignIns.id })
  if (!row) throw new Error('The pending sign-in was not inserted.')
  return signToken('pending-sign-in', row.id)
}

/** Null if it has expired, was used or is forged. */
export async function findPendingSignIn(
  token = '',
): Promise<{ id: string; user: User; method: string } | null> {
  const id = pendingId(token)
  if (!id) return null
  const [found] = await asSystem('find pending sign-in', (tx) =>
    tx
      .select({
        id: pendingSignIns.id,
        method: pendingSignIns.method,
        user: { id: users.id, name: users.name, email: users.email },
      })
      .from(pendingSignIns)
      .innerJoin(users, eq(users.id, pendingSignIns.userId))
      .where(and(eq(pendingSignIns.id, id), gt(pendingSignIns.expiresAt, new Date()))),
  )
  return found ?? null
}

export async function cancelPendingSignIn(token = '') {
  const id = pendingId(token)
  if (!id) return
  await asSystem('cancel sign-in', (tx) =>
    tx.delete(pendingSignIns).where(eq(pendingSignIns.id, id)),
  )
}

async function hasTwoFactor(tx: Tx, userId: string): Promise<boolean> {
  const [found] = await tx
    .select({ confirmedAt: twoFactors.confirmedAt })
    .from(twoFactors)
    .where(eq(twoFactors.userId, userId))
  return !!found?.confirmedAt
}

function pendingId(token: string): string | null {
  const id = tokenId(token)
  return id && verifyToken(token, 'pending-sign-in', id) ? id : null
}
