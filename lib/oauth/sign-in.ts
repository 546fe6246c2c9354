import { and, eq } from 'drizzle-orm'
import { accounts } from '@/db/schema/system/accounts'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { type Caller, createAccount } from '@/lib/auth/accounts'
import { completeSignIn, type SignedIn } from '@/lib/auth/complete-sign-in'
import type { VerifiedIdentity } from './identity'
import { link, verifyEmailOf } from './links'
import { createPendingLink } from './pending-links'

/** `pendingLink` is a token for `acceptPendingLink`: an account with the email exists, but is not linked. */
export type ProviderSignIn = (SignedIn & { isNew: boolean }) | { pendingLink: string }

/** Signs in to the account that is linked. Without one, creates it unless its email has an account. */
export async function signInWithProvider(
  identity: VerifiedIdentity,
  caller: Caller,
): Promise<ProviderSignIn> {
  return asSystem('sign in with provider', async (tx) => {
    const linked = await findLinked(tx, identity)
    const user = linked ?? (await createLinked(tx, identity, caller))
    if (!user) return { pendingLink: await createPendingLink(tx, identity) }
    const signedIn = await completeSignIn(tx, user, caller, identity.provider.name)
    return { ...signedIn, isNew: !linked }
  })
}

async function findLinked(tx: Tx, { provider, id, email }: VerifiedIdentity) {
  const [user] = await tx
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .innerJoin(accounts, eq(accounts.userId, users.id))
    .where(and(eq(accounts.provider, provider.id), eq(accounts.providerAccountId, id)))
  if (user) await verifyEmailOf(tx, user, email)
  return user
}

async function createLinked(tx: Tx, identity: VerifiedIdentity, caller: Caller) {
  const user = await createAccount(tx, identity)
  if (user) await link(tx, user, identity, caller)
  return user
}
