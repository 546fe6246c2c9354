import { asSystem } from '@/db/transactions'
import { createAccount } from '@/lib/auth/accounts'
import { DEMO_PASSWORD, hashPassword } from '@/lib/auth/password'
import { RESOURCE_SEEDS } from './resource-seeds'

const PEOPLE = [
  { name: 'Ann Quinn', email: 'ann@example.com' },
  { name: 'Bob Reyes', email: 'bob@example.com' },
]

/** Adds the demo accounts that an empty database, or a seed that was stopped, lacks. */
export async function seed() {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  for (const person of PEOPLE) {
    const user = await asSystem('seed', (tx) => createAccount(tx, { ...person, passwordHash }))
    if (!user) continue
    for (const seedResource of RESOURCE_SEEDS)
      await seedResource({ ...user, timeZone: null, locale: null, ipAddress: '::1' })
  }
}
