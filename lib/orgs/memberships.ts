import { asc, eq } from 'drizzle-orm'
import { asOrg, type Tx } from '@/db/doors'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import type { Role } from './permissions'
import type { OrgScope } from './scope'

export type Member = { userId: string; name: string; email: string; role: Role; joinedAt: Date }

/** The members of the org, by name. */
export async function listMembers(scope: OrgScope): Promise<Member[]> {
  return asOrg(scope, (tx) =>
    tx
      .select({
        userId: users.id,
        name: users.name,
        email: users.email,
        role: memberships.role,
        joinedAt: memberships.createdAt,
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(eq(memberships.orgId, scope.org.id))
      .orderBy(asc(users.name), asc(users.id)),
  )
}

/** Adds a member. Who is one already stays as is, with the same role. */
export async function addMember(
  tx: Tx,
  scope: { user: { id: string }; org: { id: string } },
  role: Role,
): Promise<void> {
  await tx
    .insert(memberships)
    .values({ orgId: scope.org.id, userId: scope.user.id, role })
    .onConflictDoNothing()
}

/** Makes changes to the people of an org, and to their power, wait for each other. */
export async function lockOrg(tx: Tx, scope: { org: { id: string } }) {
  await tx.select({ id: orgs.id }).from(orgs).where(eq(orgs.id, scope.org.id)).for('update')
}
