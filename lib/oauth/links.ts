import { and, eq, sql } from 'drizzle-orm'
import { accounts } from '@/db/schema/system/accounts'
import { passwords, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import type { VerifiedIdentity } from './identity'
import { findProvider, listProviders, type ProviderId } from './providers'

/** How a user can sign in. `linked` has their email at each configured provider that is linked. */
export type WaysIn = { hasPassword: boolean; linked: { provider: ProviderId; email: string }[] }

export async function findWaysIn(user: Actor): Promise<WaysIn> {
  return asSystem('find ways in', (tx) => readWaysIn(tx, user))
}

/** Throws `conflict` if the account at the provider is another user's, or the user has another one there. */
export async function connectProvider(user: Actor, identity: VerifiedIdentity, caller: Caller) {
  await asSystem('connect provider', async (tx) => {
    await lockUser(tx, user)
    await link(tx, user, identity, caller)
  })
}

/** Throws `conflict` for the last way in. */
export async function disconnectProvider(user: Actor, provider: ProviderId, caller: Caller) {
  await asSystem('disconnect provider', async (tx) => {
    // Otherwise two requests at the same time could each leave what the other removes.
    await lockUser(tx, user)
    const [removed] = await tx
      .delete(accounts)
      .where(and(eq(accounts.userId, user.id), eq(accounts.provider, provider)))
      .returning({ id: accounts.provider })
    if (!removed) throw new AppError('not_found', 'This provider is not connected.')
    const { hasPassword, linked } = await readWaysIn(tx, user)
    if (!hasPassword && !linked.length) {
      throw new AppError('conflict', 'This is your only way to sign in. Set a password first.')
    }
    const { name } = findProvider(provider) ?? { name: provider }
    await recordSecurityEvent(tx, user.id, 'provider.unlink', caller, { provider: name })
  })
}

async function lockUser(tx: Tx, { id }: Actor) {
  const [found] = await tx
    .select({ id: users.id })
    .from(users)
    .where(eq(users.id, id))
    .for('update')
  if (!found) throw new AppError('not_found', 'This account no longer exists.')
}

/** The email at the provider also verifies the email of the user, if they are the same. */
export async function link(
  tx: Tx,
  user: { id: string },
  { provider, id, email }: Omit<VerifiedIdentity, 'name'>,
  caller: Caller,
) {
  const [linked] = await tx
    .insert(accounts)
    .values({ userId: user.id, provider: provider.id, providerAccountId: id, email })
    .onConflictDoNothing()
    .returning({ id: accounts.userId })
  const event = { provider: provider.name }
  if (linked) await recordSecurityEvent(tx, user.id, 'provider.link', caller, event)
  else await requireLinked(tx, user, { provider, id })
  await verifyEmailOf(tx, user, email)
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

async function readWaysIn(tx: Tx, user: { id: string }): Promise<WaysIn> {
  const rows = await tx
    .select({ hash: sql<boolean>`${passwords.hash} is not null`, linked })
    .from(users)
    .leftJoin(passwords, eq(passwords.userId, users.id))
    .leftJoin(accounts, eq(accounts.userId, users.id))
    .where(eq(users.id, user.id))
  const configured = listProviders()
  return {
    hasPassword: rows.some(({ hash }) => hash),
    linked: configured.flatMap(({ id }) => {
      const row = rows.find(({ linked }) => linked?.provider === id)
      return row?.linked ? [{ provider: id, email: row.linked.email }] : []
    }),
  }
}

const linked = { provider: accounts.provider, email: accounts.email }
