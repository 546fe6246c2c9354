/** The highest first: nobody acts on a person, or makes one, of a higher role than their own. */
export const ROLES = ['admin', 'member'] as const
export type Role = (typeof ROLES)[number]

/** How a role reads on a badge or in a list. */
export const ROLE_NAMES: Record<Role, string> = { admin: 'Admin', member: 'Member' }

/** How it reads behind "invited as" or "made". */
export const ROLES_WITH_ARTICLE: Record<Role, string> = { admin: 'an admin', member: 'a member' }

export function outranks(role: Role, other: Role): boolean {
  return ROLES.indexOf(role) < ROLES.indexOf(other)
}
