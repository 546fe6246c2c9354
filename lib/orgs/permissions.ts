import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import type { Tx } from '@/db/transactions'
import type { NamesIn, Resource } from '@/lib/define-resource'
import { AppError } from '@/lib/errors'
import * as resources from '@/lib/resources'
import type { Role } from './roles'
import type { Org } from './scope'

export type Permission = NamesIn<typeof resources, 'permissions'>

export const PERMISSIONS: Record<Permission, readonly Role[]> = Object.assign(
  {},
  ...Object.values<Resource>(resources).map(({ permissions }) => permissions),
)

export function can(membership: { role: Role }, permission: Permission): boolean {
  return PERMISSIONS[permission].includes(membership.role)
}

/** Serializes changes to members, roles and invitations. Throws `not_found` if the org is deleted. */
export async function lockOrg(tx: Tx, scope: { org: { id: string } }): Promise<Org> {
  const [org] = await tx
    .select({ id: orgs.id, name: orgs.name, slug: orgs.slug })
    .from(orgs)
    .where(and(eq(orgs.id, scope.org.id), isNull(orgs.deletedAt)))
    .for('update')
  if (!org) throw new AppError('not_found', 'This organization no longer exists.')
  return org
}

/** Reads the role again: the scope is a snapshot. Throws `not_found` for outsiders, or `forbidden`. */
export async function authorize(
  tx: Tx,
  scope: { user: { id: string }; org: { id: string } },
  permission: Permission,
): Promise<Role> {
  const [membership] = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .innerJoin(orgs, eq(orgs.id, memberships.orgId))
    .where(
      and(
        eq(memberships.orgId, scope.org.id),
        eq(memberships.userId, scope.user.id),
        // A deleted org can only be restored.
        permission === 'org.restore' ? isNotNull(orgs.deletedAt) : isNull(orgs.deletedAt),
      ),
    )
  if (!membership) throw new AppError('not_found', 'You are not a member of this organization.')
  if (!can(membership, permission)) {
    throw new AppError('forbidden', 'Your role does not allow this. Ask an admin.')
  }
  return membership.role
}
