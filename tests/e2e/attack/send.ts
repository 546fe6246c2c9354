import { LAST_ORG } from '@/lib/tenancy/last-org'

/** What was asked, and every byte of what came back. */
export type Answer = { asked: string; outcome: Outcome; text: string }

export type Outcome = number | 'sign in'

export type Question = { path: string; method?: string; headers?: object; body?: string | FormData }

/** Asks with somebody's session, in a browser that says it was last in the org `last`. */
export function askingAs(server: { url: string }, session = '', last = '') {
  const cookie = `tenantry.session=${session}; ${LAST_ORG}=${last}`
  return async function ask({ path, method = 'GET', headers, body }: Question): Promise<Answer> {
    const answer = await fetch(new URL(path, server.url), {
      method,
      headers: { ...headers, cookie },
      body,
      redirect: 'manual',
    })
    const location = answer.headers.get('location') ?? ''
    // Next wants to see a hash of the router's headers in the address, and says which.
    if (/[?&]_rsc/.test(location) && !/[?&]_rsc/.test(path)) {
      return ask({ path: location, method, headers, body })
    }
    const said = [...answer.headers].map(([name, value]) => `${name}: ${value}`)
    const typed = body instanceof FormData ? JSON.stringify([...body]) : (body ?? '')
    return {
      asked: [method, path, JSON.stringify(headers), typed, last].join(' '),
      outcome: leadsToSignIn(answer) ? 'sign in' : answer.status,
      text: [answer.statusText, ...said, await answer.text()].join('\n'),
    }
  }
}

function leadsToSignIn({ headers }: Response) {
  const to = headers.get('location') ?? headers.get('x-action-redirect') ?? ''
  return /^(https?:\/\/[^/]+)?\/sign-in\b/.test(to)
}

/** An action, as a form posts it. The arguments come last: React reads the form by then. */
export function posted(id: string, args: unknown[], fields: Record<string, string>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  body.append('0', JSON.stringify([...args, '$K1']))
  return { method: 'POST', headers: { 'Next-Action': id }, body }
}
