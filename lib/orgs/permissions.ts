import { and, eq } from 'drizzle-orm'
import type { Tx } from '@/db/doors'
import { memberships } from '@/db/schema/system/orgs'
import { AppError } from '@/lib/errors'
import type { OrgScope } from './scope'

export const ROLES = ['admin', 'member'] as const
export type Role = (typeof ROLES)[number]

/** Who may do what: read by services, by screens and by tests. */
export const PERMISSIONS = {
  'invitation.create': ['admin', 'member'],
  'invitation.create_admin': ['admin'],
  'project.create': ['admin', 'member'],
  'project.rename': ['admin', 'member'],
  'project.archive': ['admin', 'member'],
  'project.delete': ['admin'],
} satisfies Record<string, readonly Role[]>

export type Permission = keyof typeof PERMISSIONS

export function may(membership: { role: Role }, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  return roles.includes(membership.role)
}

/**
 * Reads the caller's role as it is now. Throws `not_found` for one who is no member any more, and
 * `forbidden` for a role that may not do this.
 */
export async function authorize(tx: Tx, scope: OrgScope, permission: Permission) {
  const [membership] = await tx
    .select({ role: memberships.role })
    .from(memberships)
    .where(and(eq(memberships.orgId, scope.org.id), eq(memberships.userId, scope.user.id)))
  if (!membership) throw new AppError('not_found', 'You are not a member of this organization.')
  if (!may(membership, permission)) {
    throw new AppError('forbidden', 'Your role does not allow this. Ask an admin.')
  }
}
