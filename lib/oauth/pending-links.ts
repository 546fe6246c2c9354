import { randomBytes } from 'node:crypto'
import { and, eq, gt } from 'drizzle-orm'
import { pendingLinks } from '@/db/schema/system/accounts'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { lockUser } from '@/lib/account/lock-user'
import { announceWayIn } from '@/lib/account/ways-in'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { hashSessionToken as hashToken } from '@/lib/auth/sessions'
import { AppError } from '@/lib/errors'
import type { VerifiedIdentity } from './identity'
import { link } from './links'
import { findProvider, type Provider } from './providers'

export const LINK_SECONDS = 15 * 60

/** Returns a token for the browser, with which the account with the same email is linked after its sign-in. */
export async function createPendingLink(tx: Tx, identity: VerifiedIdentity): Promise<string> {
  const { provider, id, email } = identity
  const token = randomBytes(32).toString('base64url')
  const [user] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email))
  if (!user) throw new AppError('not_found', 'This account no longer exists.')
  await tx.insert(pendingLinks).values({
    tokenHash: hashToken(token),
    userId: user.id,
    provider: provider.id,
    providerAccountId: id,
    email,
    expiresAt: new Date(Date.now() + LINK_SECONDS * 1000),
  })
  return token
}

/** `email` is that of the account. Null if the link has expired or was made. */
export async function findPendingLink(
  token: string,
): Promise<{ provider: Provider; email: string } | null> {
  const [found] = await asSystem('find pending link', (tx) =>
    tx
      .select({ provider: pendingLinks.provider, email: users.email })
      .from(pendingLinks)
      .innerJoin(users, eq(users.id, pendingLinks.userId))
      .where(isOpen(token)),
  )
  const provider = findProvider(found?.provider)
  return found && provider ? { provider, email: found.email } : null
}

/** Makes the link, once. Throws `not_found` if it has expired or is not for the user. */
export async function acceptPendingLink(user: Actor, token: string, caller: Caller) {
  await asSystem('accept pending link', async (tx) => {
    await lockUser(tx, user, caller)
    const [pending] = await tx
      .delete(pendingLinks)
      .where(and(isOpen(token), eq(pendingLinks.userId, user.id)))
      .returning()
    const provider = findProvider(pending?.provider)
    if (!pending || !provider) {
      throw new AppError('not_found', 'This link has expired. Continue with the provider again.')
    }
    const { providerAccountId: id, email } = pending
    if (await link(tx, user, { provider, id, email }, caller)) {
      await announceWayIn(tx, user, 'provider-connected', provider.name)
    }
  })
}

const isOpen = (token: string) =>
  and(eq(pendingLinks.tokenHash, hashToken(token)), gt(pendingLinks.expiresAt, new Date()))
