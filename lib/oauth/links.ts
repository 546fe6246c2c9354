import { and, eq, sql } from 'drizzle-orm'
import { accounts } from '@/db/schema/system/accounts'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { lockUser } from '@/lib/account/lock-user'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { announceWayIn, requireWayIn } from '@/lib/account/ways-in'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import type { VerifiedIdentity } from './identity'
import { findProvider, type ProviderId } from './providers'

/** Throws `conflict` if the account at the provider is another user's, or the user has another one there. */
export async function connectProvider(user: Actor, identity: VerifiedIdentity, caller: Caller) {
  await asSystem('connect provider', async (tx) => {
    await lockUser(tx, user, caller)
    if (await link(tx, user, identity, caller)) {
      await announceWayIn(tx, user, 'provider-connected', identity.provider.name)
    }
  })
}

/** Throws `conflict` for the last way in. */
export async function disconnectProvider(user: Actor, provider: ProviderId, caller: Caller) {
  await asSystem('disconnect provider', async (tx) => {
    await lockUser(tx, user, caller)
    const [removed] = await tx
      .delete(accounts)
      .where(and(eq(accounts.userId, user.id), eq(accounts.provider, provider)))
      .returning({ id: accounts.provider })
    if (!removed) throw new AppError('not_found', 'This provider is not connected.')
    await requireWayIn(tx, user)
    const { name } = findProvider(provider) ?? { name: provider }
    await recordSecurityEvent(tx, user.id, 'provider.unlink', caller, { provider: name })
    await announceWayIn(tx, user, 'provider-disconnected', name)
  })
}

/** False if it was linked before. The email at the provider also verifies the email of the user, if they are the same. */
export async function link(
  tx: Tx,
  user: { id: string },
  { provider, id, email }: Omit<VerifiedIdentity, 'name'>,
  caller: Caller,
): Promise<boolean> {
  const [linked] = await tx
    .insert(accounts)
    .values({ userId: user.id, provider: provider.id, providerAccountId: id, email })
    .onConflictDoNothing()
    .returning({ id: accounts.userId })
  const event = { provider: provider.name }
  if (linked) await recordSecurityEvent(tx, user.id, 'provider.link', caller, event)
  else await requireLinked(tx, user, { provider, id })
  await verifyEmailOf(tx, user, email)
  return linked !== undefined
}

async function requireLinked(
  tx: Tx,
  user: { id: string },
  { provider, id }: Pick<VerifiedIdentity, 'provider' | 'id'>,
) {
  const [owner] = await tx
    .select({ id: accounts.userId })
    .from(accounts)
    .where(and(eq(accounts.provider, provider.id), eq(accounts.providerAccountId, id)))
  if (owner?.id === user.id) return
  throw new AppError(
    'conflict',
    owner
      ? `This ${provider.name} account is already connected to another account.`
      : `Another ${provider.name} account is already connected. Disconnect it first.`,
  )
}

export async function verifyEmailOf(tx: Tx, user: { id: string }, email: string) {
  await tx
    .update(users)
    .set({ emailVerified: sql`coalesce(${users.emailVerified}, now())` })
    .where(and(eq(users.id, user.id), eq(users.email, email)))
}
