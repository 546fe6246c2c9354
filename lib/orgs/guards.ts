import { cookies, headers } from 'next/headers'
import { forbidden, notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { signedOut, type User } from '@/lib/auth/accounts'
import { currentUser, readSession, redirectToSignIn, requireApiUser } from '@/lib/auth/guards'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { lastOrgCookieName } from '@/lib/tenancy/last-org'
import { pathInOrg, paths, safePath } from '@/lib/tenancy/paths'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { isSlug } from '@/lib/tenancy/slugs'
import { appUrl } from '@/lib/urls'
import { findLandingPath } from './landing-page'
import { listOrgs, type MyOrg } from './orgs'
import { type Invitation, listMyInvitations } from './received-invitations'
import { requestedOrg } from './requested-org'
import { findOrgSession, type Membership, type Org, type OrgScope } from './scope'

export const getOrgs = cache(async (): Promise<MyOrg[]> => {
  const user = await currentUser()
  return user ? listOrgs(user) : []
})

export async function getCurrentOrg(slug: string): Promise<Org | null> {
  return (await findMySession(slug))?.scope?.org ?? null
}

export async function getCurrentMembership(slug: string): Promise<Membership | null> {
  return (await findMySession(slug))?.scope?.membership ?? null
}

export const getMyInvitations = cache(async (): Promise<Invitation[]> => {
  const user = await currentUser()
  return user ? listMyInvitations(user) : []
})

/** How many invitations wait for the person, without a query on a page of an org. */
export async function countMyInvitations(slug?: string): Promise<number> {
  if (slug) return (await findMySession(slug))?.waiting ?? 0
  return (await getMyInvitations()).length
}

/** The first line of every page and handler inside an org. Outsiders get the 404 of an unknown org. */
export async function requireOrgMember(slug: string): Promise<OrgScope> {
  // Next takes any first segment that is no page for a slug, such as `api` in `/api/team`.
  if (!isSlug(slug)) notFound()
  const session = (await findMySession(slug)) ?? (await redirectToSignIn())
  if (session.lacksTwoFactor) await redirectToTwoFactor()
  const scope = session.scope ?? (await orgNotFound())
  if (scope.org.slug === slug) return scope
  redirect(appUrl(await currentPathIn(scope.org)))
}

async function redirectToTwoFactor(): Promise<never> {
  const next = safePath((await headers()).get(REQUEST_HEADERS.path))
  redirect(appUrl(paths.twoFactor(next)))
}

// A cookie can still name an org that the user has left, and the user did not type it.
async function orgNotFound(): Promise<never> {
  if ((await headers()).get(REQUEST_HEADERS.from) === 'cookie') redirect(appUrl(paths.orgs))
  notFound()
}

export async function currentPathIn(org: Org): Promise<string> {
  return pathInOrg((await headers()).get(REQUEST_HEADERS.path) ?? '/', org)
}

export async function requireOrgAdmin(slug: string): Promise<OrgScope> {
  const scope = await requireOrgMember(slug)
  return scope.membership.role === 'admin' ? scope : forbidden()
}

/** For actions: by id, so that a page that is open in the browser survives a change of the slug. */
export async function requireOrgMemberById(id: string): Promise<OrgScope> {
  const session = await readSession((caller) => findOrgSession(caller, { id }))
  const { scope, lacksTwoFactor } = session ?? (await redirectToSignIn())
  if (lacksTwoFactor) await redirectToTwoFactor()
  return scope ?? notFound()
}

/**
 * For handlers below app/api, inside `runHandler`: throws an `AppError` instead of redirecting. An earlier
 * slug works. `requestedOrg` says where the request names the org.
 */
export async function requireApiMember(request: Request): Promise<OrgScope> {
  // Signed-out people cannot make the server read a body.
  if (request.body) await requireApiUser()
  const slug = await requestedOrg(request)
  const session = await readSession((caller) => findOrgSession(caller, { slug }))
  if (!session) throw signedOut()
  if (session.scope) return session.scope
  if (session.lacksTwoFactor) {
    throw new AppError(
      'forbidden',
      'This organization requires two-factor authentication. Set it up in your account first.',
    )
  }
  throw new AppError(
    'not_found',
    'There is no such organization, or you are not a member. Name it in the parameter "org".',
  )
}

export async function landingPath(user: User): Promise<string> {
  return findLandingPath(user, (await cookies()).get(lastOrgCookieName(env().tenancy))?.value)
}

// Once per request for each slug.
const findMySession = cache(async (slug: string) =>
  isSlug(slug) ? readSession((caller) => findOrgSession(caller, { slug })) : null,
)
