import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { formsFor } from '../../attack/forms'
import { combine, type KnownValues, knownValues } from '../../attack/known-values'
import type { Outsider } from '../../attack/outsiders'
import type { TargetOrg } from '../../attack/target-org'
import type { Action, Route } from './build'
import { type AttackRequest, actionRequest } from './send'

/** What an outsider can send about the org under attack. */
export type Inputs = { slugs: string[]; values: KnownValues; query: URLSearchParams }

export function inputsFor(acme: TargetOrg): Inputs {
  const slugs = [acme.admin.org.slug, acme.earlierSlug, acme.deleted.org.slug]
  const values: KnownValues = { ...knownValues(acme), slug: slugs }
  const names = { q: 'email', member: 'userId', next: 'next', token: 'token', id: 'id' }
  const first = Object.entries(names).map(([key, name]) => [key, values[name]?.[0] ?? ''])
  const query = new URLSearchParams([...first, ['org', slugs[0] ?? ''], ['saved', '1']])
  return { slugs, values, query }
}

/** All requests to a page or a route handler, inside the orgs with these slugs if it is inside one. */
export function requestsTo(
  { route, methods, fields }: Route,
  inputs: Inputs,
  inside: string[],
): AttackRequest[] {
  const { slugs, query } = inputs
  const [first = '', ...others] = pathsOf(route, inputs, inside)
  const headers = route.startsWith('/[orgSlug]')
    ? [...ROUTER_HEADERS, ...forgedHeaders(slugs)]
    : ROUTER_HEADERS.slice(0, 1)
  return [
    ...[first, `${first}?${query}`, ...others].map((path) => ({ path })),
    ...methods.map((method) => ({ path: first, method })),
    ...headers.map((some) => ({ path: first, headers: some })),
    ...PREFETCH_SUFFIXES.map((suffix) => ({ path: first + suffix })),
    ...(fields.length ? slugs.flatMap((org) => requestsWithBody(first, fields, inputs, org)) : []),
  ]
}

function requestsWithBody(
  path: string,
  fields: Route['fields'],
  { values }: Inputs,
  org: string,
): AttackRequest[] {
  const json = { 'Content-Type': 'application/json' }
  // Properties that no form has.
  const [orgId, id, createdBy] = [values.orgId?.[0], values.id?.[0], values.userId?.[0]]
  const requests = formsFor(fields, values).flatMap((form): AttackRequest[] => {
    const body = JSON.stringify({ orgId, org_id: orgId, id, createdBy, ...form, org })
    const data = new FormData()
    for (const [name, value] of Object.entries({ ...form, org })) data.append(name, value)
    return [
      { path, method: 'POST', headers: json, body },
      { path, method: 'POST', headers: { ...json, 'X-Org': org }, body },
      { path: `${path}?org=${org}`, method: 'POST', headers: json, body },
      { path, method: 'POST', body: data },
    ]
  })
  return [{ path: `${path}?org=${org}` }, ...requests]
}

/** The paths of a route, with every known value in each dynamic segment. */
function pathsOf(route: string, { values }: Inputs, inside: string[]): string[] {
  const known: KnownValues = {
    ...values,
    orgSlug: inside,
    provider: ['github', 'google', 'oidc', 'none'],
    '[...path]': inside,
  }
  const parts = route.split('/').map((part) => {
    if (!part.startsWith('[')) return [part]
    const found = known[part.slice(1, -1)]
    if (found) return found
    throw new Error(
      `${route}: return an id named ${part.slice(1, -1)} from \`fill\` in tests/<name>/examples.ts.`,
    )
  })
  return combine(parts).map((path) => path.join('/') || '/')
}

/** Requests of the router for a page, or for a part of it before it is opened. */
const ROUTER_HEADERS: object[] = [
  { RSC: '1' },
  { RSC: '1', 'Next-Router-Prefetch': '1' },
  { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' },
]

/** Files in which a static build keeps the same. */
const PREFETCH_SUFFIXES = ['.rsc', '.segments/_tree.segment.rsc']

/** Headers that only the middleware or Next sets. */
const forgedHeaders = (slugs: string[]): object[] => [
  { 'X-Org': slugs[0] ?? '' },
  { [REQUEST_HEADERS.path]: `/${slugs[0]}/team`, [REQUEST_HEADERS.from]: 'path' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
]

/** Requests that post an action with each form. `orgId` is the bound argument of an action of an org. */
export function postsOf(
  { id, page, madeBy, fields }: Action,
  inputs: Inputs,
  { ownOrg }: Outsider,
  orgId = '',
): AttackRequest[] {
  const [path = ''] = pathsOf(page, inputs, ownOrg ? [ownOrg.org.slug] : inputs.slugs)
  const args = madeBy === 'orgAction' ? [orgId, {}] : [{}]
  return formsFor(fields, inputs.values).map((form) => ({ path, ...actionRequest(id, args, form) }))
}
