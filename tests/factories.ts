import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { sessions } from '@/db/schema/system/users'
import { ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { asSystem } from '@/db/transactions'
import { type Actor, createAccount } from '@/lib/auth/accounts'
import { createSession, findSession, type NewSession } from '@/lib/auth/sessions'
import { databaseEnv } from '@/lib/env'
import { inviteMembers } from '@/lib/orgs/invitations'
import { createOrg as create } from '@/lib/orgs/orgs'
import { acceptInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import type { Role } from '@/lib/orgs/roles'
import { findScope, type OrgScope } from '@/lib/orgs/scope'

export type TestOrg = {
  id: string
  admin: OrgScope
  /** Adds a new person, through an invitation. */
  join: (role: Role) => Promise<OrgScope>
}

/** A person with an account and without an org. */
export async function createUser(name = 'Ann', email = uniqueEmail()): Promise<Actor> {
  const user = await asSystem('test', (tx) =>
    createAccount(tx, { name, email, passwordHash: 'none: hashing is slow and tested elsewhere' }),
  )
  if (!user) throw new Error(`${email} has an account.`)
  return { ...user, timeZone: null, locale: null, picture: null, ipAddress: newIpAddress() }
}

/** An org with one admin. */
export async function createOrg(name = 'Acme'): Promise<TestOrg> {
  return testOrg(await create(await createUser('Ada'), { name, slug: uniqueSlug() }))
}

/** The `TestOrg` for the scope of an admin. */
export function testOrg(admin: OrgScope): TestOrg {
  return { id: admin.org.id, admin, join: (role) => join(admin, role) }
}

export async function startSession(userId: string): Promise<NewSession> {
  return asSystem('test', (tx) => createSession(tx, userId, newCaller()))
}

/** Dates the sign-ins of a person back, so that forms ask for the password again. */
export async function signedInAnHourAgo(userId: string) {
  const createdAt = new Date(Date.now() - 60 * 60 * 1000)
  await asSystem('test', (tx) =>
    tx.update(sessions).set({ createdAt }).where(eq(sessions.userId, userId)),
  )
}

/** The session that guards find by its token, or null. */
export const openSession = (token: string) => findSession({ ...newCaller(), session: token })

export const uniqueSlug = () => `org-${randomUUID().slice(0, 13)}`

/** A name that no other row has, so that a test can find it wherever it leaks. */
export const uniqueName = (name: string) => `${name} ${randomUUID().slice(0, 13)}`

export const uniqueEmail = () => `person-${randomUUID().slice(0, 13)}@example.com`

/** The schema of an org's tenant tables in this test run. */
export const schemaOf = ({ id }: { id: string }) =>
  databaseEnv().TENANT_ISOLATION === 'schema' ? ownSchemaOf(id) : SHARED_SCHEMA

/** Someone whose IP address no throttle has counted. */
export const newCaller = () => ({ ipAddress: newIpAddress() })

/** A person who has just signed in. */
export async function signedInCaller({ id }: { id: string }) {
  return { ...newCaller(), session: (await startSession(id)).token }
}

/** An IP address that no throttle has counted. */
export const newIpAddress = () => randomUUID()

async function join(admin: OrgScope, role: Role): Promise<OrgScope> {
  const user = await createUser()
  await inviteMembers(admin, { emails: [user.email], role })
  const [invitation] = await listMyInvitations(user)
  if (!invitation) throw new Error('The invitation is missing.')
  await acceptInvitation(user, invitation)
  const scope = await findScope(user, admin.org)
  if (!scope) throw new Error('The membership is missing.')
  return scope
}
