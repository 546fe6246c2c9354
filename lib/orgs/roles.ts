import { ROLES, type Role } from '@/db/schema/roles'

export { ROLES, type Role }

export const ROLE_NAMES: Record<Role, string> = { admin: 'Admin', member: 'Member' }

export const ROLES_WITH_ARTICLE: Record<Role, string> = { admin: 'an admin', member: 'a member' }

export function outranks(role: Role, other: Role): boolean {
  return ROLES.indexOf(role) < ROLES.indexOf(other)
}
