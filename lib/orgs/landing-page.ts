import type { User } from '@/lib/auth/accounts'
import { paths } from '@/lib/tenancy/paths'
import { listOrgs } from './orgs'
import { listMyInvitations } from './received-invitations'

/** Where signing in leads. */
export async function findLandingPath(user: User, lastSlug?: string): Promise<string> {
  const orgs = await listOrgs(user)
  const org = orgs.length === 1 ? orgs[0] : orgs.find(({ slug }) => slug === lastSlug)
  return org ? `/${org.slug}/dashboard` : paths.orgs
}

/** Where a new account, which has no org, starts. */
export async function findFirstPath(user: User): Promise<string> {
  return (await listMyInvitations(user)).length ? paths.invitations : paths.newOrg
}
