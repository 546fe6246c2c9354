import { eq, sql } from 'drizzle-orm'
import { accounts } from '@/db/schema/system/accounts'
import { passkeys } from '@/db/schema/system/passkeys'
import { passwords, users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { Actor, User } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { listProviders, type ProviderId } from '@/lib/oauth/providers'

/** How a user can sign in. `linked` has their email at each configured provider that is linked. */
export type WaysIn = {
  hasPassword: boolean
  hasPasskey: boolean
  linked: { provider: ProviderId; email: string }[]
}

export async function findWaysIn(user: Actor): Promise<WaysIn> {
  return asSystem('find ways in', (tx) => readWaysIn(tx, user))
}

/** Call it after a way in was removed. Throws `conflict` if none is left. */
export async function requireWayIn(tx: Tx, user: { id: string }) {
  const { hasPassword, hasPasskey, linked } = await readWaysIn(tx, user)
  if (hasPassword || hasPasskey || linked.length) return
  throw new AppError('conflict', 'This is your only way to sign in. Set a password first.')
}

type WayInMail =
  | 'passkey-added'
  | 'passkey-removed'
  | 'provider-connected'
  | 'provider-disconnected'

/** Tells the person by email. `wayIn` is the name of the passkey or the provider. */
export async function announceWayIn(
  tx: Tx,
  { id, name, email }: User,
  mail: WayInMail,
  wayIn: string,
) {
  await addMail(tx, { mail, to: email, id, name, wayIn })
}

async function readWaysIn(tx: Tx, user: { id: string }): Promise<WaysIn> {
  const rows = await tx
    .select({
      hasPassword: sql<boolean>`${passwords.hash} is not null`,
      hasPasskey: sql<boolean>`exists (select from ${passkeys} where ${passkeys.userId} = ${users.id})`,
      linked,
    })
    .from(users)
    .leftJoin(passwords, eq(passwords.userId, users.id))
    .leftJoin(accounts, eq(accounts.userId, users.id))
    .where(eq(users.id, user.id))
  return {
    hasPassword: rows.some(({ hasPassword }) => hasPassword),
    hasPasskey: rows.some(({ hasPasskey }) => hasPasskey),
    linked: listProviders().flatMap(({ id }) => {
      const row = rows.find(({ linked }) => linked?.provider === id)
      return row?.linked ? [{ provider: id, email: row.linked.email }] : []
    }),
  }
}

const linked = { provider: accounts.provider, email: accounts.email }
