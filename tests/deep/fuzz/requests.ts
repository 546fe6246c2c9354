import fc from 'fast-check'
import { type KnownValues, knownValues } from '../../attack/known-values'
import type { TargetOrg } from '../../attack/target-org'
import type { Action, Route } from '../../e2e/attack/build'
import { actionBody, type Body, bodyWith, formBody } from './bodies'
import { cookies, headers } from './headers'
import { pathTo, query } from './urls'

export type FuzzedRequest = {
  actor: 'admin' | 'member' | 'signed out'
  method: string
  path: string
  headers: Record<string, string>
  cookies: string[]
  body?: Body
}

/** Requests to the pages, route handlers and actions of a build, with ids and slugs of this org. */
export function requestsTo(
  routes: Route[],
  actions: Action[],
  acme: TargetOrg,
): fc.Arbitrary<FuzzedRequest> {
  const { id, slug } = acme.admin.org
  const values = {
    ...knownValues(acme, { withTokens: true }),
    orgSlug: [slug, acme.earlierSlug],
    provider: ['github', 'google', 'oidc', 'none'],
  }
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...routes).chain((route) => reads(route, values)) },
    { weight: 2, arbitrary: fc.constantFrom(...routes).chain((route) => writes(route, values)) },
    { weight: 4, arbitrary: fc.constantFrom(...actions).chain((one) => posts(one, values, id)) },
  )
}

const METHODS = ['HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY']

const reads = ({ route }: Route, values: KnownValues) =>
  fc.record({ ...to(route, values), method: fc.constant('GET') })

const writes = ({ route, fields }: Route, values: KnownValues) =>
  fc.record({
    ...to(route, values),
    method: fc.constantFrom(...METHODS),
    body: bodyWith(fields, values),
  })

function posts({ id, page, madeBy, fields }: Action, values: KnownValues, orgId: string) {
  const args = madeBy === 'orgAction' ? [orgId] : []
  const posted = { ...to(page, values), method: fc.constant('POST') }
  return fc.oneof(
    fc.record({ ...posted, body: formBody(id, args, fields, values) }),
    fc.record({
      ...posted,
      headers: headers.map((some) => ({ 'next-action': id, ...some })),
      body: actionBody(args, fields, values),
    }),
  )
}

const to = (route: string, values: KnownValues) => ({
  actor: fc.constantFrom('admin', 'member', 'signed out'),
  path: fc.tuple(pathTo(route, values), query).map((parts) => parts.join('')),
  headers,
  cookies,
})

/** The request as it can be written into a report. */
export function print({ body, ...request }: FuzzedRequest) {
  const content = body instanceof FormData ? JSON.stringify([...body]) : String(body?.content ?? '')
  return { ...request, body: content.slice(0, 1_000) }
}
