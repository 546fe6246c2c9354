import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import type { Tx } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import type { Role } from './roles'

/** Who may do what: read by services, by screens and by tests. */
export const PERMISSIONS = {
  'org.update': ['admin'],
  'org.delete': ['admin'],
  'org.restore': ['admin'],
  'membership.update': ['admin'],
  'membership.delete': ['admin'],
  'invitation.create': ['admin', 'member'],
  'invitation.create_admin': ['admin'],
  'invitation.resend': ['admin'],
  'invitation.revoke': ['admin'],
  'activity.export': ['admin'],
  'project.create': ['admin', 'member'],
  'project.rename': ['admin', 'member'],
  'project.archive': ['admin', 'member'],
  'project.delete': ['admin'],
} satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

export function can(membership: { role: Role }, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  return roles.includes(membership.role)
}

/**
 * Reads the caller's role as it is now, and answers it. Throws `not_found` for one who is no member
 * any more and for an org that was deleted, and `forbidden` for a role that may not do this.
 */
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
        // The one thing to do with a deleted org is to restore it.
        permission === 'org.restore' ? isNotNull(orgs.deletedAt) : isNull(orgs.deletedAt),
      ),
    )
  if (!membership) throw new AppError('not_found', 'You are not a member of this organization.')
  if (!can(membership, permission)) {
    throw new AppError('forbidden', 'Your role does not allow this. Ask an admin.')
  }
  return membership.role
}
