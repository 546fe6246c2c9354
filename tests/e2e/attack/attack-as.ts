import { expect } from '@playwright/test'
import pLimit from 'p-limit'
import { rateLimits } from '@/db/schema/system/rate-limits'
import { asSystem } from '@/db/transactions'
import type { Resource } from '@/lib/define-resource'
import { PERMISSIONS, type Permission } from '@/lib/orgs/permissions'
import * as resources from '@/lib/resources'
import { isOpenToMembers } from '../../attack/exceptions'
import { leaksOf } from '../../attack/leaks'
import { type Outsider, type OutsiderName, resetOutsider } from '../../attack/outsiders'
import { takeSnapshot } from '../../attack/snapshot'
import type { TargetOrg } from '../../attack/target-org'
import { signedInAnHourAgo, startSession } from '../../factories'
import type { Action, Route } from './build'
import { inputsFor, postsOf, requestsTo } from './requests'
import { type AttackRequest, type Outcome, senderFor } from './send'

export type Attack = {
  server: { url: string }
  acme: TargetOrg
  outsiders: Record<OutsiderName, Outsider>
}

/** The outcomes of the pages and the actions of the org under attack. */
const EXPECTED: Record<OutsiderName, { page: Outcome[]; action: Outcome[] }> = {
  'a user without an org': { page: [404], action: [404] },
  'a member of another org': { page: [404], action: [404] },
  'an admin of another org': { page: [404], action: [404] },
  'a removed member': { page: [404], action: [404] },
  'a demoted admin': { page: [200, 307], action: [200] },
  'an expired session of an admin': { page: ['sign in'], action: ['sign in'] },
  'no session': { page: ['sign in'], action: ['sign in'] },
}

/** Routes for admins that are not below a page of the navigation with a permission. */
const ADMIN_ROUTES = ['/[orgSlug]/activity/export']

/** A public action does the same for every caller, so two of them are enough. */
const POSTS_PUBLIC_ACTIONS: OutsiderName[] = ['an admin of another org', 'no session']

/** There is no page, or no such method. */
const NO_CONTENT = [204, 400, 405]

/** Sends every request to every route and action as this outsider. Fails at a leak or a change. */
export async function attackAs(
  { server, acme, outsiders }: Attack,
  name: OutsiderName,
  { routes, actions }: { routes: Route[]; actions: Action[] },
) {
  const outsider = outsiders[name]
  const isMember = name === 'a demoted admin'
  const expected = EXPECTED[name]
  const { org } = acme.admin
  const deleted = acme.deleted.org
  const ownOrg = outsider.ownOrg?.org
  const inputs = inputsFor(acme)
  const before = await takeSnapshot(acme)
  const findLeaks = leaksOf(before, outsider)
  const readableByMembers = withoutIpAddresses([before.rows, before.people['public.users']])
  const findLeaksToMember = leaksOf(before, [outsider, readableByMembers])

  for (const target of routes) {
    if (target.route.startsWith('/[orgSlug]')) await tryOrgRoute(target)
    else await tryRoute(target)
    await expectUnchanged(target.route)
  }
  for (const action of actions) {
    await asSystem('test', (tx) => tx.delete(rateLimits))
    await tryAction(action)
    await expectUnchanged(action.name)
  }

  async function tryOrgRoute(target: Route) {
    const canOpen = isMember && !isForAdmins(target.route)
    const outcomes = isMember && !canOpen ? [403] : expected.page
    // Some values of another dynamic segment are ids of something else.
    const missing = canOpen && target.route.includes('/[', 1) ? [404] : []
    await send(
      requestsTo(target, inputs, [org.slug]),
      [...outcomes, ...missing, ...NO_CONTENT],
      canOpen,
    )
    const otherSlugs = [acme.earlierSlug, deleted.slug]
    const others = requestsTo(target, inputs, otherSlugs).slice(0, 3)
    await send(others, isMember ? [307, 404] : expected.page)
    if (ownOrg) {
      const own = [200, 307, 403, ...(target.route.includes('/[', 1) ? [404] : []), ...NO_CONTENT]
      await send(requestsTo(target, inputs, [ownOrg.slug]), own)
    }
  }

  async function tryRoute(target: Route) {
    const namesOrg = target.fields.length > 0
    const requests = requestsTo(target, inputs, inputs.slugs)
    // A member can post here.
    const attacks = requests.filter(({ method }) => !(isMember && namesOrg && method === 'POST'))
    // The API has no sign-in page to redirect to.
    const outcomes = [...expected.page, 401, 404, 415, ...NO_CONTENT]
    await send(attacks, namesOrg ? outcomes : undefined, isMember)
  }

  async function tryAction(action: Action) {
    const posts = (orgId?: string) => postsOf(action, inputs, outsider, orgId)
    if (action.madeBy !== 'orgAction') {
      if (action.madeBy !== 'publicAction' || POSTS_PUBLIC_ACTIONS.includes(name)) {
        await send(posts())
      }
      return
    }
    if (!isMember || !isActionOfMembers(action)) {
      await send(posts(org.id), expected.action, isMember)
    }
    await send(posts(deleted.id), isMember ? [404] : expected.action)
    if (ownOrg) await send(posts(ownOrg.id))
  }

  /** Without `outcomes`, every outcome but a server error is expected. */
  async function send(requests: AttackRequest[], outcomes?: Outcome[], canOpen = false) {
    const find = canOpen ? findLeaksToMember : findLeaks
    const sessionToken = await sessionTokenOf(outsider)
    // The server refuses requests that wait too long for others.
    const limit = pLimit(16)
    const sendOne = senderFor(server, sessionToken, org.slug)
    const responses = await Promise.all(requests.map((request) => limit(() => sendOne(request))))
    const wrong = responses
      .map((response) => ({ ...response, leaks: find(response.text, response.sent) }))
      .filter(({ leaks, sent, outcome }) => leaks.length || !isExpected(sent, outcome, outcomes))
    expect(
      wrong.map(({ text, ...rest }) => ({ ...rest, text: text.slice(0, 600) })),
      `${name}: ${outcomes ?? 'any outcome'}`,
    ).toEqual([])
  }

  async function expectUnchanged(target: string) {
    await resetOutsider(outsider)
    expect(await takeSnapshot(acme), `${name}: ${target}`).toEqual(before)
  }
}

function isForAdmins(route: string): boolean {
  const [, , segment = ''] = route.split('/')
  const pages = Object.values<Resource>(resources).map((resource) => resource.pages?.[segment])
  const permission = pages.find(Boolean)?.permission as Permission | undefined
  return (permission && !PERMISSIONS[permission].includes('member')) || ADMIN_ROUTES.includes(route)
}

const isActionOfMembers = ({ calls }: Action) => calls.length > 0 && calls.every(isOpenToMembers)

// A new session each time, because the outsider can have signed out. After a recent sign-in, the email could be changed
// without the password, and the other responses would show the new one.
async function sessionTokenOf({ user, sessionToken, expiredSession }: Outsider) {
  if (!sessionToken || expiredSession) return sessionToken
  const { token } = await startSession(user.id)
  await signedInAnHourAgo(user.id)
  return token
}

/** What members of the org can read: the activity has no IP addresses for them. */
export function withoutIpAddresses(rows: unknown) {
  return JSON.stringify(rows, (key, value) => (key === 'ip_address' ? undefined : value))
}

// A part of a page that says 404 has the status 200.
function isExpected(sent: string, outcome: Outcome, outcomes?: Outcome[]) {
  return outcomes && !/[._]rsc/.test(sent)
    ? outcomes.includes(outcome)
    : outcome === 'sign in' || outcome < 500
}
