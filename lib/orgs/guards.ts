import { cookies, headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import type { User } from '@/lib/auth/accounts'
import { currentUser, requireUser } from '@/lib/auth/guards'
import { LAST_ORG } from '@/lib/tenancy/last-org'
import { rootUrl, urlOf } from '@/lib/tenancy/org-paths'
import { movedPath, paths } from '@/lib/tenancy/paths'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { isSlug } from '@/lib/tenancy/slugs'
import { findLandingPath } from './landing-page'
import { listOrgs, type MyOrg } from './orgs'
import { findScope, type Membership, type Org, type OrgScope } from './scope'

/** The orgs of the signed-in person; none for a stranger. */
export const getOrgs = cache(async (): Promise<MyOrg[]> => {
  const user = await currentUser()
  return user ? listOrgs(user) : []
})

/** The org at this address, if the signed-in person is a member of it. */
export async function getCurrentOrg(slug: string): Promise<Org | null> {
  return (await getScope(slug))?.org ?? null
}

/** The signed-in person's membership of the org at this address. */
export async function getCurrentMembership(slug: string): Promise<Membership | null> {
  return (await getScope(slug))?.membership ?? null
}

/**
 * The first line of every page and route handler inside an org. Leads the signed-out to sign in,
 * and answers 404 alike for a stranger and for an org that does not exist. From an address that the
 * org has given up it leads to the same page at the present one. `docs/guards.md` has examples of
 * this guard and the others, for a page, an action and a route handler.
 */
export async function requireOrgMember(slug: string): Promise<OrgScope> {
  await requireUser()
  const scope = (await getScope(slug)) ?? (await noSuchOrg())
  if (scope.org.slug === slug) return scope
  redirect(urlOf(await samePageOf(scope.org)))
}

// A cookie may be older than the membership, and nobody has typed it: there, one chooses anew.
async function noSuchOrg(): Promise<never> {
  if ((await headers()).get(REQUEST_HEADERS.from) === 'cookie') redirect(rootUrl(paths.orgs))
  notFound()
}

/** The full path of the page that was asked for, in this org. */
export async function samePageOf(org: Org): Promise<string> {
  return movedPath((await headers()).get(REQUEST_HEADERS.path) ?? '/', org)
}

/** The same for pages of admins: a member without that role gets a 403. */
export async function requireOrgAdmin(slug: string): Promise<OrgScope> {
  const scope = await requireOrgMember(slug)
  return scope.membership.role === 'admin' ? scope : forbidden()
}

/** The same for actions, which name their org by id: a rename must not break an open page. */
export async function requireOrgMemberById(id: string): Promise<OrgScope> {
  const user = await requireUser()
  return (await findScope(user, { id })) ?? notFound()
}

/** The full path on which a person lands: see `homePath`. The browser remembers the org it showed last. */
export async function landingPath(user: User): Promise<string> {
  return findLandingPath(user, (await cookies()).get(LAST_ORG)?.value)
}

const getScope = cache(async (slug: string) => {
  const user = await currentUser()
  return user && isSlug(slug) ? findScope(user, { slug }) : null
})
