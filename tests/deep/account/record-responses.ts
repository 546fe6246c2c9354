import { once } from 'node:events'
import { createServer, request } from 'node:http'

export type Exchange = { url: string; sent: string; headers: string; body: string }

/** A proxy for browsers, which records every exchange. The header Set-Cookie is left out. */
export async function recordResponses() {
  const exchanges: Exchange[] = []
  const proxy = createServer((incoming, outgoing) => {
    const { method, url = '' } = incoming
    // A compressed body could not be searched.
    const headers = { ...incoming.headers, 'accept-encoding': 'identity' }
    const forwarded = request(url, { method, headers }, (response) => {
      const { 'set-cookie': _, ...shown } = response.headers
      outgoing.writeHead(response.statusCode ?? 502, response.headers)
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part))
      response.on('end', () => {
        const [body, headers] = [`${Buffer.concat(parts)}`, JSON.stringify(shown)]
        exchanges.push({ url, sent: `${Buffer.concat(sent)}`, headers, body })
      })
      response.pipe(outgoing)
    })
    const sent: Buffer[] = []
    incoming.on('data', (part) => sent.push(part))
    forwarded.on('error', () => outgoing.destroy())
    outgoing.on('close', () => forwarded.destroy())
    incoming.pipe(forwarded)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as { port: number }
  return {
    exchanges,
    // Chromium uses no proxy for this machine without the second value.
    options: { server: `http://127.0.0.1:${port}`, bypass: '<-loopback>' },
    stop: () => {
      proxy.closeAllConnections()
      proxy.close()
    },
  }
}
