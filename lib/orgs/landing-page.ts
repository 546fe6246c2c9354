import type { User } from '@/lib/auth/accounts'
import { fullPath } from '@/lib/tenancy/org-paths'
import { paths } from '@/lib/tenancy/paths'
import { listMyInvitations } from './invitations'
import { listOrgs } from './orgs'

/**
 * The full path on which a person lands after signing in: a waiting invitation first, then the only org, or the one
 * with the address `last`.
 */
export async function findLandingPath(user: User, last?: string): Promise<string> {
  if ((await listMyInvitations(user)).length) return paths.invitations
  const orgs = await listOrgs(user)
  const org = orgs.length === 1 ? orgs[0] : orgs.find(({ slug }) => slug === last)
  return org ? fullPath(org) : paths.orgs
}
