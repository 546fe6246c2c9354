import { orgCookie, sessionCookie } from '../support/send'

export type AttackRequest = {
  path: string
  method?: string
  headers?: object
  body?: string | FormData
}

/** `sent` and `text` hold every byte of the request and of the response. */
export type AttackResponse = { sent: string; outcome: Outcome; text: string }

/** The status, or whether the response leads to the sign-in page. */
export type Outcome = number | 'sign in'

/** Returns a function that sends requests with a session and the cookie of the last org. */
export function senderFor(server: { url: string }, sessionToken = '', lastSlug = '') {
  const { port } = new URL(server.url)
  const cookie = [sessionCookie(port, sessionToken), orgCookie(port, lastSlug)].join('; ')
  return async function send(request: AttackRequest): Promise<AttackResponse> {
    const { path, method = 'GET', headers, body } = request
    const response = await fetch(new URL(path, server.url), {
      method,
      headers: { ...headers, cookie },
      body,
      redirect: 'manual',
    })
    const location = response.headers.get('location') ?? ''
    // Next redirects to the URL with a hash of the router's headers.
    if (/[?&]_rsc/.test(location) && !/[?&]_rsc/.test(path)) {
      return send({ ...request, path: location })
    }
    const received = [...response.headers].map(([name, value]) => `${name}: ${value}`)
    const content = body instanceof FormData ? JSON.stringify([...body]) : (body ?? '')
    return {
      sent: [method, path, JSON.stringify(headers), content, lastSlug].join(' '),
      outcome: leadsToSignIn(response) ? 'sign in' : response.status,
      text: [response.statusText, ...received, await response.text()].join('\n'),
    }
  }
}

function leadsToSignIn({ headers }: Response) {
  const target = headers.get('location') ?? headers.get('x-action-redirect') ?? ''
  return /^(https?:\/\/[^/]+)?\/sign-in\b/.test(target)
}

/** The request that a form sends to an action. React reads the form before the arguments. */
export function actionRequest(id: string, args: unknown[], fields: Record<string, string>) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.append(`_1_${name}`, value)
  body.append('0', JSON.stringify([...args, '$K1']))
  return { method: 'POST', headers: { 'Next-Action': id }, body }
}
