import type { User } from '@/lib/auth/accounts'
import { paths } from '@/lib/tenancy/paths'
import { listOrgs } from './orgs'
import { listMyInvitations } from './received-invitations'

export async function findLandingPath(user: User, lastSlug?: string): Promise<string> {
  if ((await listMyInvitations(user)).length) return paths.invitations
  const orgs = await listOrgs(user)
  const org = orgs.length === 1 ? orgs[0] : orgs.find(({ slug }) => slug === lastSlug)
  return org ? `/${org.slug}/dashboard` : paths.orgs
}
