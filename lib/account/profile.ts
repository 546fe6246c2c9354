import { eq } from 'drizzle-orm'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'

/** Changes the name that members of the user's orgs see. */
export async function updateProfile(user: Actor, { name }: { name: string }) {
  await asSystem('update profile', (tx) =>
    tx.update(users).set({ name }).where(eq(users.id, user.id)),
  )
}
