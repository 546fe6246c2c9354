import { and, asc, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asSystem, type Tx } from '@/db/transactions'
import type { User } from '@/lib/auth/accounts'
import { byName } from '@/lib/names/names-in-sql'
import type { Org } from '@/lib/orgs/scope'

/**
 * What the deletion of the account does to an org of the user: it is deleted too, the user leaves it, or it
 * needs another admin first.
 */
export type AffectedOrg = Org & { effect: 'delete' | 'leave' | 'blocked' }

export async function listAffectedOrgs(user: User): Promise<AffectedOrg[]> {
  return asSystem('list what an account deletion affects', (tx) => selectAffectedOrgs(tx, user))
}

export async function selectAffectedOrgs(tx: Tx, user: User): Promise<AffectedOrg[]> {
  const rows = await tx
    .select({
      id: orgs.id,
      name: orgs.name,
      slug: orgs.slug,
      hasOthers: hasOthers(user),
      hasOtherAdmin: hasOthers(user, sql`and other.role = 'admin'`),
    })
    .from(memberships)
    .innerJoin(orgs, eq(orgs.id, memberships.orgId))
    .where(and(eq(memberships.userId, user.id), isNull(orgs.deletedAt)))
    .orderBy(asc(byName(orgs.name)), asc(orgs.id))
  return rows.map(({ hasOthers, hasOtherAdmin, ...org }) => ({
    ...org,
    effect: hasOtherAdmin ? 'leave' : hasOthers ? 'blocked' : 'delete',
  }))
}

// Members whose account is deleted do not count.
const hasOthers = (user: User, condition: SQL = sql``) => sql<boolean>`exists (
  select from ${memberships} other
  join ${users} on ${users.id} = other.user_id
  where other.org_id = ${orgs.id} and other.user_id <> ${user.id} and ${users.deletedAt} is null
    ${condition})`
