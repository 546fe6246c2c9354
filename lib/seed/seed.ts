import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { invitations, memberships, orgSlugs, orgs } from '@/db/schema/system/orgs'
import { passwords, users } from '@/db/schema/system/users'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { projects } from '@/db/schema/tenant/projects'
import { placeOrg } from '@/db/tenants/own-schema'
import { asSystem, type Tx } from '@/db/transactions'
import { hashPassword } from '@/lib/auth/password'
import { addMail } from '@/lib/jobs/add-job'

// Any number: seeds that run at the same moment wait for each other.
export const SEED_LOCK = 7_366_272

/** Fills an empty database with two orgs to look at. One transaction: all of it or nothing. */
export async function seed() {
  await asSystem('seed', async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`)
    const [someone] = await tx.select({ id: users.id }).from(users).limit(1)
    if (!someone) await plant(tx)
  })
}

async function plant(tx: Tx) {
  const hash = await hashPassword('password')
  const person = async (name: string, email: string) => {
    const [user] = await tx
      .insert(users)
      .values({ name, email, emailVerified: ago({ days: 40 }) })
      .returning({ id: users.id, name: users.name, email: users.email })
    if (!user) throw new Error(`Could not plant ${email}.`)
    await tx.insert(passwords).values({ userId: user.id, hash })
    return user
  }
  const ada = await person('Ada Quinn', 'admin@example.com')
  const milo = await person('Milo Reyes', 'member@example.com')
  const priya = await person('Priya Nair', 'priya@example.com')
  const jun = await person('Jun Sato', 'jun@example.com')
  await person('Olga Brandt', 'outsider@example.com')

  const acme = await org(tx, 'Acme', 'acme', ada)
  await join(tx, acme, milo, 'member', { days: 28 })
  await join(tx, acme, priya, 'member', { days: 21 })
  await project(tx, acme, ada, 'Brand refresh', { days: 27 }, { days: 9 })
  await project(tx, acme, ada, 'Website relaunch', { days: 20 })
  await project(tx, acme, milo, 'Customer interviews', { days: 6 })
  await project(tx, acme, priya, 'Mobile app', { hours: 5 })
  await invitation(tx, acme, ada, 'late@example.com', { days: 12 })

  const globex = await org(tx, 'Globex', 'globex', jun)
  await join(tx, globex, ada, 'member', { days: 16 })
  await project(tx, globex, jun, 'Solar roof', { days: 15 })
  await project(tx, globex, ada, 'Fleet electrification', { days: 3 })
  const waiting = await invitation(tx, globex, jun, milo.email, { hours: 2 })
  await addMail(tx, { mail: 'invitation', id: waiting })
}

type Person = { id: string; name: string; email: string }
type Age = { days?: number; hours?: number }

async function org(tx: Tx, name: string, slug: string, creator: Person) {
  const createdAt = ago({ days: 30 })
  const id = randomUUID()
  await tx.insert(orgSlugs).values({ orgId: id, slug, createdAt })
  const schema = await placeOrg(tx, id)
  await tx.insert(orgs).values({ id, name, slug, schema, createdAt })
  await tx.insert(memberships).values({ orgId: id, userId: creator.id, role: 'admin', createdAt })
  await log(tx, id, creator, 'org.create', id, { name }, createdAt)
  return id
}

async function join(tx: Tx, orgId: string, user: Person, role: 'admin' | 'member', age: Age) {
  const createdAt = ago(age)
  await tx.insert(memberships).values({ orgId, userId: user.id, role, createdAt })
  await log(
    tx,
    orgId,
    user,
    'invitation.accept',
    randomUUID(),
    { email: user.email, role },
    createdAt,
  )
}

async function project(tx: Tx, orgId: string, by: Person, name: string, age: Age, archived?: Age) {
  const createdAt = ago(age)
  const archivedAt = archived ? ago(archived) : null
  const creator = { createdBy: by.id, createdByName: by.name }
  const id = randomUUID()
  await tx.insert(projects).values({ orgId, id, name, ...creator, createdAt, archivedAt })
  await log(tx, orgId, by, 'project.create', id, { name }, createdAt)
  if (archivedAt) await log(tx, orgId, by, 'project.archive', id, { name }, archivedAt)
}

async function invitation(tx: Tx, orgId: string, by: Person, email: string, age: Age) {
  const createdAt = ago(age)
  const expiresAt = new Date(+createdAt + 7 * DAY)
  const inviter = { invitedBy: by.id, invitedByName: by.name }
  const [created] = await tx
    .insert(invitations)
    .values({ orgId, email, role: 'member', ...inviter, createdAt, expiresAt })
    .returning({ id: invitations.id })
  if (!created) throw new Error(`Could not plant the invitation of ${email}.`)
  await log(tx, orgId, by, 'invitation.create', created.id, { email, role: 'member' }, createdAt)
  return created.id
}

async function log(
  tx: Tx,
  orgId: string,
  actor: Person,
  action: string,
  subjectId: string,
  data: Record<string, string>,
  createdAt: Date,
) {
  const who = { actorId: actor.id, actorName: actor.name, ipAddress: '127.0.0.1' }
  await tx.insert(auditLogs).values({ orgId, ...who, action, subjectId, data, createdAt })
}

const HOUR = 60 * 60 * 1000
const DAY = 24 * HOUR

function ago({ days = 0, hours = 0 }: Age) {
  return new Date(Date.now() - days * DAY - hours * HOUR)
}
