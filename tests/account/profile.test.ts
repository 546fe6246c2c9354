import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { updateProfile } from '@/lib/account/profile'
import { listMembers } from '@/lib/orgs/memberships'
import { createOrg, createUser, newCaller } from '../factories'

test('a new name is that of the user only, and members see it', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const { user } = acme.admin

  await updateProfile(user, { name: 'Ann Quinn' }, newCaller())

  expect((await listMembers(acme.admin)).members).toMatchObject([{ name: 'Ann Quinn' }])
  expect(await nameOf(bob.id)).toBe('Bob')
})

async function nameOf(id: string) {
  const [user] = await asSystem('test', (tx) =>
    tx.select({ name: users.name }).from(users).where(eq(users.id, id)),
  )
  return user?.name
}
