import type { TargetOrg } from '../../attack/target-org'
import { encodeForm, type Received, send, sessionCookie } from '../../e2e/support/send'
import { startSession } from '../../factories'
import type { FuzzedRequest } from './requests'

/** Sends a request as its actor, who is a member of this org. No response is the status 0. */
export async function ask(url: URL, request: FuzzedRequest, acme: TargetOrg): Promise<Received> {
  const { actor, method, path, body } = request
  // A new one for each request, because the action before may have signed out.
  const session = actor !== 'signed out' && (await startSession(acme[actor].user.id))
  const cookies = session ? [sessionCookie(url.port, session.token)] : []
  const encoded = body instanceof FormData ? await encodeForm(body) : body
  const headers = {
    ...(encoded && { 'content-type': encoded.type }),
    host: url.host,
    cookie: [...cookies, ...request.cookies.map((one) => withPort(one, url.port))].join('; '),
    ...request.headers,
  }
  const sent = { method, path, headers, body: encoded?.content }
  return send(url.port, sent).catch(({ message }) => ({ status: 0, headers: {}, text: message }))
}

/** Local servers have their port in the names of their cookies. */
const withPort = (cookie: string, port: string) => cookie.replace(/^(org|app)\b/, `$1-${port}`)
