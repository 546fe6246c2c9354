import { and, eq, ne } from 'drizzle-orm'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { recordSecurityEvent } from './security-log'

/** Changes the name that members of the user's orgs see. */
export async function updateProfile(user: Actor, { name }: { name: string }, caller: Caller) {
  await asSystem('update profile', async (tx) => {
    const changed = await tx
      .update(users)
      .set({ name })
      .where(and(eq(users.id, user.id), ne(users.name, name)))
      .returning({ id: users.id })
    if (changed.length) await recordSecurityEvent(tx, user.id, 'profile.update', caller, { name })
  })
}
