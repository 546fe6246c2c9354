import { isOpenToMembers } from '../../attack/exceptions'
import { formsFor } from '../../attack/forms'
import { knownValues } from '../../attack/known-values'
import type { TargetOrg } from '../../attack/target-org'
import { type Action, actions, type Route, routes } from '../../e2e/attack/build'
import { actionRequest } from '../../e2e/attack/send'
import { encodeForm, type Sent } from '../../e2e/support/send'
import { KINDS, namesOf, WAYS } from './ways'

export type Attempt = {
  what: string
  sent: Sent
  /** Members of the org are allowed to do this. */
  changes?: boolean
}

/** Requests that open each page of an org, use its API and post each of its actions. */
export async function attemptsOn(acme: TargetOrg, domain: string): Promise<Attempt[]> {
  const names = Object.entries(namesOf(acme))
  const pages = routes().filter(({ route }) => route.startsWith('/[orgSlug]/'))
  const api = routes().filter(({ route, fields }) => route.startsWith('/api/') && fields.length)
  const ofOrg = actions().filter(({ madeBy }) => madeBy === 'orgAction')
  const posts = await Promise.all(ofOrg.map((action) => postsAction(action, acme, domain)))
  return [
    ...pages.flatMap((page) => opensPage(page, acme, domain)),
    ...names.flatMap(([name, org]) => opensTeam(org, name, domain)),
    ...names.flatMap(([name, org]) => api.flatMap((route) => usesApi(route, org, name))),
    ...posts.flat(),
  ]
}

function opensPage({ route }: Route, acme: TargetOrg, domain: string): Attempt[] {
  return Object.entries(WAYS).flatMap(([way, request]) =>
    Object.entries(KINDS).map(([kind, { method, headers }]) => {
      const sent = request(acme.admin.org.slug, pathInside(route, acme), domain)
      const what = `${kind} ${route} by ${way}`
      return { what, sent: { ...sent, method, headers: { ...sent.headers, ...headers } } }
    }),
  )
}

const opensTeam = (org: string, name: string, domain: string): Attempt[] =>
  Object.entries(WAYS).map(([way, request]) => ({
    what: `${name} in ${way}`,
    sent: request(org, '/team', domain),
  }))

/** The API reads the org from a parameter, a header or the body. */
function usesApi({ route: path }: Route, org: string, name: string): Attempt[] {
  const json = { 'content-type': 'application/json' }
  const form = { 'content-type': 'application/x-www-form-urlencoded' }
  const body = '{"name":"Stolen"}'
  const reads: Sent[] = [{ path: `${path}?org=${org}` }, { path, headers: { 'x-org': org } }]
  const posts: Sent[] = [
    { path, headers: json, body: JSON.stringify({ org, name: 'Stolen' }) },
    { path, headers: form, body: `org=${org}&name=Stolen` },
    { path, headers: { ...json, 'x-org': org }, body },
    { path: `${path}?org=${org}`, headers: json, body },
  ]
  return [
    ...reads.map((sent) => ({ what: `API: ${name}`, sent })),
    ...posts.map((sent) => ({
      what: `API: ${name}`,
      sent: { ...sent, method: 'POST' },
      changes: true,
    })),
  ]
}

/** Posts an action with the id of the org to its page, which is named in each way. */
async function postsAction(action: Action, acme: TargetOrg, domain: string): Promise<Attempt[]> {
  const { id, slug } = acme.admin.org
  const [form = {}] = formsFor(action.fields, knownValues(acme))
  const { type, content: body } = await encodeForm(actionRequest(action.id, [id, {}], form).body)
  const changes = action.calls.length > 0 && action.calls.every(isOpenToMembers)
  return Object.entries(WAYS).map(([way, request]) => {
    const { path, headers } = request(slug, pathInside(action.page, acme), domain)
    const posted = { ...headers, 'next-action': action.id, 'content-type': type }
    const what = `${action.name} by ${way}`
    return { what, sent: { path, method: 'POST', headers: posted, body }, changes }
  })
}

const pathInside = (route: string, { ids }: TargetOrg) =>
  route.replace('/[orgSlug]', '').replace(/\[(\w+)\]/g, (_, name) => ids[name] ?? '')
