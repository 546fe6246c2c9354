import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type Delivery = {
  key: string
  from: string
  to: string
  subject: string
  html: string
  text: string
}

type Refusal = {
  status: number
  name: string
  message: string
  retryAfter?: number
  /** The mail is accepted, but the response is an error. */
  isAccepted?: boolean
  /** No response is sent. */
  hangs?: boolean
}

const OUT_OF_ORDER = { status: 500, name: 'application_error', message: 'out of order' }
const OTHER_BODY = {
  status: 409,
  name: 'invalid_idempotent_request',
  message: 'Same idempotency key used with a different request payload.',
}
const TOO_MANY = {
  status: 429,
  name: 'rate_limit_exceeded',
  message: 'Too many requests.',
  retryAfter: 1,
}

/** For `fail`: the request stays open. */
export const HANGS: Refusal = { status: 0, name: 'none', message: 'none', hangs: true }

/** A server with the API of Resend. Like Resend, it compares the bodies that arrive with the same key. */
export async function startFakeResend() {
  const deliveries: Delivery[] = []
  const refused: Refusal[] = []
  const failing = new Map<string, Refusal[]>()
  const accepted = new Map<string, string>()
  const arrivals: number[] = []
  const options = { perSecond: Number.POSITIVE_INFINITY }

  function respondTo(key: string, body: string): Refusal | undefined {
    const recent = arrivals.filter((time) => time > performance.now() - 1000)
    if (recent.length >= options.perSecond) return TOO_MANY
    arrivals.push(performance.now())
    const mail = JSON.parse(body) as Omit<Delivery, 'key'>
    deliveries.push({ ...mail, key })
    const before = accepted.get(key)
    if (before !== undefined && before !== body) return OTHER_BODY
    const refusal = failing.get(mail.to)?.shift()
    if (!refusal || refusal.isAccepted) accepted.set(key, body)
    return refusal
  }

  const server = createServer(async (request, response) => {
    const body = await text(request)
    const refusal = respondTo(String(request.headers['idempotency-key']), body)
    if (refusal?.hangs) return
    if (refusal) refused.push(refusal)
    response.writeHead(refusal?.status ?? 200, {
      'Content-Type': 'application/json',
      ...(refusal?.retryAfter && { 'Retry-After': String(refusal.retryAfter) }),
    })
    const { name, message, status: statusCode } = refusal ?? {}
    response.end(JSON.stringify(refusal ? { name, message, statusCode } : { id: 'delivered' }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    /** May be changed: more mails in a second are refused. */
    options,
    refused,
    deliveries,
    to: (email: string) => deliveries.filter((delivery) => delivery.to === email),
    /** Makes the next deliveries to an email fail. */
    fail: (email: string, times: number, refusal: Refusal = OUT_OF_ORDER) =>
      failing.set(email, Array<Refusal>(times).fill(refusal)),
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
