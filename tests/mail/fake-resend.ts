import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

export type Delivery = {
  key: string
  from: string
  to: string
  subject: string
  html: string
  text: string
}

/** Starts a server with the API of Resend. `fail` makes the next deliveries to an email fail. */
export async function startFakeResend() {
  const deliveries: Delivery[] = []
  const failing = new Map<string, number>()
  const server = createServer(async (request, response) => {
    const mail = (await json(request)) as Omit<Delivery, 'key'>
    deliveries.push({ ...mail, key: String(request.headers['idempotency-key']) })
    const failures = failing.get(mail.to) ?? 0
    failing.set(mail.to, failures - 1)
    const succeeds = failures <= 0 && request.method === 'POST' && request.url === '/emails'
    response.writeHead(succeeds ? 200 : 500, { 'Content-Type': 'application/json' })
    response.end(
      JSON.stringify(succeeds ? { id: 'delivered' } : { name: 'x', message: 'out of order' }),
    )
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    to: (email: string) => deliveries.filter((delivery) => delivery.to === email),
    fail: (email: string, times: number) => failing.set(email, times),
    stop: () => server.close(),
  }
}
