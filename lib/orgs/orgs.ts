import { randomUUID } from 'node:crypto'
import { and, asc, eq, isNull } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { placeOrg } from '@/db/tenants/own-schema'
import { asOrg, asUser } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { type Actor, requireVerifiedEmail, type User } from '@/lib/auth/accounts'
import { throttle } from '@/lib/auth/throttle'
import { claimSlug, suggestOnConflict } from './claim-slug'
import { addMember } from './memberships'
import type { Role } from './roles'
import type { Org, OrgScope } from './scope'

/** Creates the org with its creator as admin. Throws `conflict` on `slug`, with a free one to try. */
export async function createOrg(
  user: Actor,
  { name, slug }: { name: string; slug: string },
): Promise<OrgScope> {
  const scope: OrgScope = {
    user,
    org: { id: randomUUID(), name, slug },
    membership: { role: 'admin' },
  }
  await throttle('org', { email: user.email })
  await suggestOnConflict(slug, () =>
    asOrg(scope, async (tx) => {
      await requireVerifiedEmail(tx, user)
      await claimSlug(tx, scope.org.id, slug)
      const schema = await placeOrg(tx, scope.org.id)
      await tx.insert(orgs).values({ ...scope.org, schema })
      await addMember(tx, scope, scope.membership.role)
      await record(tx, scope, 'org.create', scope.org.id, { name })
    }),
  )
  return scope
}

export type MyOrg = Org & { role: Role }

/** The orgs that a person belongs to, by name. */
export async function listOrgs(user: User): Promise<MyOrg[]> {
  return asUser(user, (tx) =>
    tx
      .select({ id: orgs.id, name: orgs.name, slug: orgs.slug, role: memberships.role })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(and(eq(memberships.userId, user.id), isNull(orgs.deletedAt)))
      .orderBy(asc(orgs.name), asc(orgs.id)),
  )
}
