import { eq } from 'drizzle-orm'
import { passwords } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import { createUser } from '../factories'
import { fastHash } from './fast-hash'

export async function createUserWithPassword(name: string, password: string): Promise<Actor> {
  const user = await createUser(name)
  const hash = fastHash(password)
  await asSystem('test', (tx) =>
    tx.update(passwords).set({ hash }).where(eq(passwords.userId, user.id)),
  )
  return user
}
