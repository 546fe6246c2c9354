import type { User } from '@/lib/auth/accounts'
import { orgPath, paths } from '@/lib/tenancy/paths'
import { listMyInvitations } from './invitations'
import { listOrgs } from './orgs'

/** Where a person lands after signing in: a waiting invitation first, then the only org. */
export async function homePath(user: User): Promise<string> {
  if ((await listMyInvitations(user)).length) return paths.invitations
  const [org, another] = await listOrgs(user)
  return org && !another ? orgPath(org) : paths.orgs
}
