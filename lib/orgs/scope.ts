import { and, eq } from 'drizzle-orm'
import { asUser } from '@/db/doors'
import { memberships, orgs } from '@/db/schema/system/orgs'
import type { User } from '@/lib/auth/accounts'
import type { Role } from './permissions'

export type Org = { id: string; name: string; slug: string }
export type Membership = { role: Role }

/** Who is asking, inside which org, with which membership. A snapshot: services read the role again. */
export type OrgScope = { user: User; org: Org; membership: Membership }

/** Null for a stranger and for an org that does not exist: the two look the same. */
export async function findScope(
  user: User,
  by: { slug: string } | { id: string },
): Promise<OrgScope | null> {
  const [found] = await asUser(user, (tx) =>
    tx
      .select({ id: orgs.id, name: orgs.name, slug: orgs.slug, role: memberships.role })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(
        and(
          eq(memberships.userId, user.id),
          'id' in by ? eq(orgs.id, by.id) : eq(orgs.slug, by.slug),
        ),
      ),
  )
  if (!found) return null
  const { role, ...org } = found
  return { user, org, membership: { role } }
}
