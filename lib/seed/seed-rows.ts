import { randomUUID } from 'node:crypto'
import type { PgTable } from 'drizzle-orm/pg-core'
import { invitations, memberships, orgSlugs, orgs } from '@/db/schema/system/orgs'
import { passwords, users } from '@/db/schema/system/users'
import { auditLogs } from '@/db/schema/tenant/audit-logs'
import { projects } from '@/db/schema/tenant/projects'
import { orgName, personName, projectName } from './names'

/** Rows to insert, the tables in an order that their foreign keys allow. */
export type Rows = Map<PgTable, object[]>

export type Person = { id: string; name: string; email: string }

type Org = { id: string; createdAt: Date; founder: Person }
type Role = 'admin' | 'member'

const DAY = 24 * 60 * 60 * 1000
const PROJECTS = 4
const DAYS_SINCE_INVITED = [1, 3, 12]

export function noRows(): Rows {
  const tables = [users, passwords, orgSlugs, orgs, memberships, invitations, projects, auditLogs]
  return new Map(tables.map((table) => [table, []]))
}

export function addPerson(rows: Rows, number: number, createdAt: Date, hash: string): Person {
  const email = `person-${number}@example.com`
  const person = { id: randomUUID(), name: personName(number), email }
  add(rows, users, { ...person, emailVerified: createdAt, createdAt })
  add(rows, passwords, { userId: person.id, hash, updatedAt: createdAt })
  return person
}

/**
 * All that services would have written, had the founder created the org then and invited the others,
 * who joined one after another until today.
 */
export function addOrg(
  rows: Rows,
  { id, schema }: { id: string; schema: string },
  number: number,
  createdAt: Date,
  people: Person[],
) {
  const [founder, ...others] = people
  if (!founder) return
  const org = { id, createdAt, founder }
  const name = orgName(number)
  const slug = `${name.toLowerCase().replaceAll(' ', '-')}-${number}`
  add(rows, orgSlugs, { orgId: id, slug, createdAt })
  add(rows, orgs, { id, name, slug, schema, createdAt })
  add(rows, memberships, { orgId: id, userId: founder.id, role: 'admin', createdAt })
  log(rows, org, founder, 'org.create', id, { name }, createdAt)

  others.forEach((person, index) => {
    join(rows, org, person, index % 20 === 19 ? 'admin' : 'member', (index + 1) / people.length)
  })
  for (const days of DAYS_SINCE_INVITED) {
    const email = `newcomer-${number}-${days}@example.com`
    addInvitation(rows, org, email, 'member', 'pending', new Date(Date.now() - days * DAY))
  }
  for (let index = 0; index < PROJECTS; index++) {
    const part = (index + 1) / (PROJECTS + 1)
    // Whoever joined last before that.
    const creator = people[Math.floor(part * people.length)] ?? founder
    addProject(rows, org, creator, projectName(number * PROJECTS + index), part, index === 0)
  }
}

function join(rows: Rows, org: Org, person: Person, role: Role, part: number) {
  const joinedAt = timeIn(org, part)
  const invited = new Date(+joinedAt - DAY)
  const invitationId = addInvitation(rows, org, person.email, role, 'accepted', invited)
  add(rows, memberships, { orgId: org.id, userId: person.id, role, createdAt: joinedAt })
  const data = { email: person.email, role }
  log(rows, org, person, 'invitation.accept', invitationId, data, joinedAt)
}

function addInvitation(
  rows: Rows,
  { id: orgId, founder, ...org }: Org,
  email: string,
  role: Role,
  status: 'pending' | 'accepted',
  at: Date,
) {
  const id = randomUUID()
  const createdAt = at > org.createdAt ? at : org.createdAt
  const expiresAt = new Date(+createdAt + 7 * DAY)
  const inviter = { invitedBy: founder.id, invitedByName: founder.name }
  add(rows, invitations, { orgId, id, email, role, status, ...inviter, expiresAt, createdAt })
  log(rows, { id: orgId }, founder, 'invitation.create', id, { email, role }, createdAt)
  return id
}

function addProject(
  rows: Rows,
  org: Org,
  by: Person,
  name: string,
  part: number,
  isArchived: boolean,
) {
  const id = randomUUID()
  const createdAt = timeIn(org, part)
  const archivedAt = isArchived ? timeIn(org, part + 0.1) : null
  const creator = { createdBy: by.id, createdByName: by.name }
  add(rows, projects, { orgId: org.id, id, name, ...creator, createdAt, archivedAt })
  log(rows, org, by, 'project.create', id, { name }, createdAt)
  if (archivedAt) log(rows, org, by, 'project.archive', id, { name }, archivedAt)
}

function log(
  rows: Rows,
  { id: orgId }: { id: string },
  actor: Person,
  action: string,
  subjectId: string,
  data: Record<string, string>,
  createdAt: Date,
) {
  const who = { actorId: actor.id, actorName: actor.name, ipAddress: '127.0.0.1' }
  add(rows, auditLogs, { orgId, ...who, action, subjectId, data, createdAt })
}

function add<T extends PgTable>(rows: Rows, table: T, row: T['$inferInsert']) {
  rows.get(table)?.push(row)
}

/** When so much of the org's life until today was over: from 0 to 1. */
function timeIn({ createdAt }: Org, part: number) {
  return new Date(+createdAt + part * (Date.now() - +createdAt))
}
