import { sql } from 'drizzle-orm'
import { asSystem } from '@/db/transactions'
import { withLock } from '@/db/with-lock'
import type { Actor } from '@/lib/auth/accounts'
import { DEMO_PASSWORD, hashPassword } from '@/lib/auth/password'
import { generateOrg } from './generate-org'
import { personName } from './names'
import type { OrgPlan } from './org-plan'
import { createPeople, documentationIp, type NewPerson } from './people'
import { seedOrg } from './seed-org'

export type Size = { orgs: number; members: number }

const LOCK = 7_366_273

const DAY = 24 * 60 * 60 * 1000
const YEAR = 365 * DAY
const ORGS_PER_PERSON = 5
const ORGS_AT_ONCE = 4

/** Returns the email of an admin. A stopped run leaves up to four orgs incomplete. */
export async function seedMany(
  size: Size,
  onProgress: (orgs: number) => void,
): Promise<string | undefined> {
  const passwordHash = await hashPassword(DEMO_PASSWORD)
  return withLock(LOCK, async () => {
    const plans = planOrgs(size, passwordHash)
    let admin: string | undefined
    let complete = 0
    const work = async () => {
      for await (const plan of plans) {
        admin ??= plan.admin.email
        await seedOrg(plan)
        onProgress(++complete)
      }
    }
    await Promise.all(Array.from({ length: ORGS_AT_ONCE }, work))
    return admin
  })
}

async function* planOrgs({ orgs, members }: Size, passwordHash: string): AsyncGenerator<OrgPlan> {
  const last = await lastNumbers()
  const start = Date.now() - YEAR
  const people: Actor[] = []
  for (let index = 0; index < orgs; index++) {
    const createdAt = new Date(start + (index / orgs) * YEAR)
    const wanted = Math.ceil(members * (1 + index / ORGS_PER_PERSON))
    const newcomers = Array.from({ length: wanted - people.length }, () => newPerson(++last.person))
    const account = { passwordHash, createdAt: new Date(+createdAt - DAY) }
    people.push(...(await asSystem('seed many', (tx) => createPeople(tx, newcomers, account))))
    // The newest person creates the org, so that no one creates more than the throttle allows.
    const newest = people.slice(people.length - Math.max(newcomers.length, 1))
    const team = new Set([...newest, ...pick(people, members, index)])
    yield generateOrg(++last.org, createdAt, [...team].slice(0, members))
  }
}

async function lastNumbers() {
  const { rows } = await asSystem('seed many', (tx) =>
    tx.execute<{ person: number; org: number }>(sql`
      select (select coalesce(max(substring(email from '^person-([0-9]{1,9})@')::int), 0)
          from users) as person,
        (select coalesce(max(substring(slug from '-([0-9]{1,9})$')::int), 0) from org_slugs) as org`),
  )
  return rows[0] ?? { person: 0, org: 0 }
}

function newPerson(number: number): NewPerson {
  return {
    name: personName(number),
    email: `person-${number}@example.com`,
    ipAddress: documentationIp(number),
  }
}

/** Different people from the whole list: a step that shares no divisor with its length repeats none. */
function pick(people: Actor[], count: number, seed: number): Actor[] {
  const step = people.length % 7919 ? 7919 : 7927
  return Array.from(
    { length: count },
    (_, index) => people[(seed * 613 + index * step) % people.length],
  ).filter((person) => person !== undefined)
}
