import { and, eq } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listPendingInvitations } from '@/lib/orgs/invitations'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { testOrg } from '../../factories'
import { MUTATIONS, ORG_MUTATIONS } from '../../orgs/mutations'
import { type Explained, explainAll } from './explain'
import { HOT_PATHS, type Person } from './hot-paths'
import { emailOf, firstMemberOf, sessionOf, slugOf } from './insert-rows'

/** PostgreSQL prefers to scan tables of a few pages. These settings make it plan as for large tables. */
export const AS_IF_LARGE = `set local cpu_tuple_cost = 10; set local cpu_index_tuple_cost = 10;
  set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`

/** Explains every hot path and every mutation in the inserted org with this number. */
export async function explainPaths(org: number, settings: string) {
  const person = await personIn(org)
  const explained: Record<string, Explained[]> = {}
  for (const [name, path] of Object.entries(HOT_PATHS)) {
    explained[name] = await explainAll(() => path(person), settings)
  }
  for (const [name, prepare] of Object.entries(MUTATIONS)) {
    const { run } = await prepare(testOrg(person.scope))
    // The tables of resources have few rows in every org.
    explained[name] = await explainAll(run, name in ORG_MUTATIONS ? settings : AS_IF_LARGE)
    await restoreRows(person.scope)
  }
  return explained
}

/** The first member of the org is an admin. */
async function personIn(org: number): Promise<Person> {
  const number = firstMemberOf(org)
  const email = emailOf(number)
  const [user] = await asSystem('test', (tx) =>
    tx
      .select({ id: users.id, name: users.name, email: users.email })
      .from(users)
      .where(eq(users.email, email)),
  )
  const scope = user && (await findScope({ ...user, ipAddress: email }, { slug: slugOf(org) }))
  if (!scope) throw new Error(`${email} is not a member.`)
  const [invitation] = await listPendingInvitations(scope)
  if (!invitation) throw new Error('There is no pending invitation.')
  return { scope, session: sessionOf(number), invitation: invitation.id }
}

async function restoreRows({ user, org }: OrgScope) {
  await asSystem('test', async (tx) => {
    await tx.update(orgs).set({ deletedAt: null, slug: org.slug }).where(eq(orgs.id, org.id))
    await tx
      .update(memberships)
      .set({ role: 'admin' })
      .where(and(eq(memberships.orgId, org.id), eq(memberships.userId, user.id)))
  })
}
