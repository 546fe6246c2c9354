import { and, eq, isNull } from 'drizzle-orm'
import { memberships, orgSlugs, orgs } from '@/db/schema/system/orgs'
import { asUser } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import type { Role } from './roles'

export type Org = { id: string; name: string; slug: string }
export type Membership = { role: Role; lastUsedAt?: Date }

/** `membership.role` is a snapshot: services that change data read it again. */
export type OrgScope = { user: Actor; org: Org; membership: Membership }

/** Null for outsiders and deleted orgs. Also finds an org by an earlier slug; `org.slug` is current. */
export async function findScope(
  user: Actor,
  by: { slug: string } | { id: string },
): Promise<OrgScope | null> {
  const [found] = await asUser(user, (tx) =>
    tx
      .select({
        id: orgs.id,
        name: orgs.name,
        slug: orgs.slug,
        role: memberships.role,
        lastUsedAt: memberships.lastUsedAt,
      })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .innerJoin(orgSlugs, eq(orgSlugs.orgId, orgs.id))
      .where(
        and(
          eq(memberships.userId, user.id),
          isNull(orgs.deletedAt),
          'id' in by
            ? and(eq(orgs.id, by.id), eq(orgSlugs.slug, orgs.slug))
            : eq(orgSlugs.slug, by.slug),
        ),
      ),
  )
  if (!found) return null
  const { role, lastUsedAt, ...org } = found
  return { user, org, membership: { role, lastUsedAt: lastUsedAt ?? undefined } }
}
