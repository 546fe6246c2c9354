import { migrate } from '@/db/migrate/migrate'
import { asSystem } from '@/db/transactions'
import { hashPassword } from '@/lib/auth/password'
import { createSession } from '@/lib/auth/sessions'
import { command } from '@/lib/cli/command'
import { personName, projectName } from '@/lib/seed/names'
import { createPeople, documentationIp } from '@/lib/seed/people'
import { seedOrg } from '@/lib/seed/seed-org'
import { insertTens } from '@/tests/deep/scale/insert-rows'

// Fills the database at DATABASE_URL. With an argument, it inserts that many organizations of 100 members each.

const START = Date.parse('2026-01-01T09:00Z')
const HOUR = 60 * 60 * 1000
const at = (hours: number) => new Date(START + hours * HOUR)

command(async () => {
  await migrate()
  const [, , orgs] = process.argv
  if (orgs) await insertTens(0, Number(orgs) / 10)
  else await seedOrgs()
})

/** An admin of two organizations. The first has 13 members, and its latest activity is 12 new projects. */
async function seedOrgs() {
  const passwordHash = await hashPassword('password')
  const people = Array.from({ length: 13 }, (_, number) => ({
    name: personName(number),
    email: `person-${number}@example.com`,
    ipAddress: documentationIp(number),
  }))
  const account = { passwordHash, createdAt: at(-24) }
  const team = await asSystem('bench', (tx) => createPeople(tx, people, account))
  const [admin, ...others] = team
  if (!admin) throw new Error('There is no admin.')
  const org = { admin, createdAt: at(0), members: [], projects: [], invitations: [] }
  await seedOrg({
    ...org,
    name: 'Acme',
    slug: 'acme',
    members: others.map((person, index) => ({ person, role: 'member', joinedAt: at(24 + index) })),
    projects: Array.from({ length: 12 }, (_, index) => ({
      name: projectName(index),
      creator: team[index] ?? admin,
      createdAt: at(48 + index),
    })),
  })
  await seedOrg({ ...org, name: 'Globex', slug: 'globex' })
  const { token } = await asSystem('bench', (tx) =>
    createSession(tx, admin.id, { ipAddress: '127.0.0.1' }),
  )
  process.stdout.write(token)
}
