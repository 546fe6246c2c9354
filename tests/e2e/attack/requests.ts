import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import type { Attacker } from '../../attack/attackers'
import { posted, type Question } from './ask'
import type { Action, Route } from './build'
import type { Foreign } from './foreign'

/** All that can be asked of a page or a route handler, inside the orgs at these addresses if in any. */
export function questionsFor(
  { route, methods, fields }: Route,
  foreign: Foreign,
  inside: string[],
) {
  const { slugs, paths, forms, planted } = foreign
  const [first = '', withQuery = '', ...others] = paths(route, inside)
  const headers = route.startsWith('/[orgSlug]') ? [...OF_ROUTER, ...forged(slugs)] : [OF_ROUTER[0]]
  const questions: Question[] = [
    ...[first, withQuery, ...others].map((path) => ({ path })),
    ...methods.map((method) => ({ path: first, method })),
    ...headers.map((some) => ({ path: first, headers: some })),
    ...OF_PREFETCHING.map((end) => ({ path: first + end })),
    ...(fields.length ? slugs : []).map((org) => ({ path: `${first}?org=${org}` })),
  ]
  if (!fields.length) return questions
  for (const org of slugs) {
    for (const form of forms(fields)) {
      const json = { 'Content-Type': 'application/json' }
      const body = JSON.stringify({ ...planted, ...form, org })
      questions.push({ path: first, method: 'POST', headers: json, body })
      questions.push({ path: first, method: 'POST', headers: { ...json, 'X-Org': org }, body })
      questions.push({ path: `${first}?org=${org}`, method: 'POST', headers: json, body })
      const typed = new FormData()
      for (const [name, value] of Object.entries({ ...form, org })) typed.append(name, value)
      questions.push({ path: first, method: 'POST', body: typed })
    }
  }
  return questions
}

/** As the router asks for a page, or for a part of it ahead of time. */
const OF_ROUTER: object[] = [
  { RSC: '1' },
  { RSC: '1', 'Next-Router-Prefetch': '1' },
  { RSC: '1', 'Next-Router-Prefetch': '1', 'Next-Router-Segment-Prefetch': '/_tree' },
]

/** Where a server that was built to be static keeps the same. */
const OF_PREFETCHING = ['.rsc', '.segments/_tree.segment.rsc']

/** What only the app itself, or Next, should say. */
const forged = (slugs: string[]): object[] => [
  { 'X-Org': slugs[0] ?? '' },
  { [REQUEST_HEADERS.path]: `/${slugs[0]}/team`, [REQUEST_HEADERS.from]: 'path' },
  { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
]

/** An action with everything of Acme's in its form, bound to this org if it is to one. */
export function postsOf(
  { id, page, madeBy, fields }: Action,
  { forms, paths, slugs }: Foreign,
  { own }: Attacker,
  orgId = '',
): Question[] {
  const [path = ''] = paths(page, own ? [own.org.slug] : slugs)
  const args = madeBy === 'orgAction' ? [orgId, {}] : [{}]
  return forms(fields).map((form) => ({ path, ...posted(id, args, form) }))
}
