import type { FindLeaks } from '../../attack/leaks'
import type { Outsider } from '../../attack/outsiders'
import { type Received, send, sessionCookie } from '../../e2e/support/send'
import type { Attempt } from './attempts'

type By = { host: string; attacker: Outsider; isMember: boolean; findLeaks: FindLeaks }

/** Sends a request as the attacker. Returns what it showed, or its status if that is not a refusal. */
export async function faultsOf(
  { what, sent }: Attempt,
  { host, attacker, isMember, findLeaks }: By,
) {
  const port = host.split(':')[1] ?? ''
  const session = sessionCookie(port, attacker.sessionToken)
  const cookie = [session, sent.headers?.cookie].filter(Boolean).join('; ')
  const headers = { host, ...sent.headers, cookie }
  const received = await send(port, { ...sent, headers })
  const { status, text } = received
  const expected = isMember ? status < 500 || status === 503 : isRefusal(received)
  const leaks = findLeaks(`${JSON.stringify(received.headers)}\n${text}`, sent)
  const faults = [...leaks, ...(expected ? [] : [`status ${status}`])]
  const { body, ...request } = sent
  return faults.map((fault) => ({ what, fault, ...request, text: text.slice(0, 300) }))
}

/** An error, also that of an overloaded server, a redirect, or a response of which only the router of the browser reads the status. */
function isRefusal({ status, headers }: Received) {
  if (status !== 200)
    return [303, 307, 308, 400, 401, 403, 404, 405, 409, 415, 422, 503].includes(status)
  return 'x-action-redirect' in headers || headers['content-type'] === 'text/x-component'
}
