import { eq, inArray, notInArray } from 'drizzle-orm'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import { withLock } from '@/db/with-lock'
import type { User } from '@/lib/auth/accounts'
import { DEMO_PASSWORD, hashPassword } from '@/lib/auth/password'
import { ago, DEMO_PEOPLE, demoOrgs } from './demo-orgs'
import { createPeople } from './people'
import { RESOURCE_SEEDS } from './resource-seeds'
import { seedOrg } from './seed-org'

const LOCK = 7_366_272

// This account exists from the first transaction of the seed until the last.
const UNFINISHED = {
  name: 'Unfinished seed',
  email: 'unfinished-seed@example.com',
  ipAddress: '2001:db8::',
}

const PEOPLE = [...DEMO_PEOPLE, UNFINISHED]

/** Fills an empty database, or completes a seed that was stopped. Does nothing in other databases. */
export async function seed() {
  await withLock(LOCK, async () => {
    const people = await asSystem('seed', startOrResume)
    if (!people) return
    const ids = new Map(people.map(({ id, email }) => [email, id]))
    const actors = DEMO_PEOPLE.map((person) => ({ ...person, id: ids.get(person.email) ?? '' }))
    for (const plan of demoOrgs(actors)) {
      const scope = await seedOrg(plan)
      for (const seedResource of RESOURCE_SEEDS) await seedResource(scope)
    }
    await asSystem('seed', (tx) => tx.delete(users).where(eq(users.email, UNFINISHED.email)))
  })
}

async function startOrResume(tx: Tx): Promise<User[] | undefined> {
  const emails = PEOPLE.map(({ email }) => email)
  const columns = { id: users.id, name: users.name, email: users.email }
  const people = await tx.select(columns).from(users).where(inArray(users.email, emails))
  const [other] = await tx
    .select(columns)
    .from(users)
    .where(notInArray(users.email, emails))
    .limit(1)
  if (other) return undefined
  if (people.length) return people.find(({ email }) => email === UNFINISHED.email) && people
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  return createPeople(tx, PEOPLE, { passwordHash, createdAt: ago({ days: 40 }) })
}
