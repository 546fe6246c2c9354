import { type IncomingHttpHeaders, request } from 'node:http'

export type Sent = {
  path: string
  method?: string
  /** Any of them, also Host. */
  headers?: Record<string, string>
  body?: Uint8Array | string
}
export type Received = { status: number; headers: IncomingHttpHeaders; text: string }

/** Sends a request as it is and follows no redirect. Rejects if there is no response for 30 seconds. */
export function send(port: string, { body, ...sent }: Sent): Promise<Received> {
  return new Promise((resolve, reject) => {
    // Node does not resolve subdomains of localhost.
    const address = { host: '127.0.0.1', port, agent: false as const }
    const options = { ...address, timeout: 30_000, maxHeaderSize: 256 * 1024, ...sent }
    const sending = request(options, (response) => {
      const { statusCode: status = 0, headers } = response
      const parts: Buffer[] = []
      response.on('data', (part) => parts.push(part))
      response.on('error', reject)
      response.on('end', () => resolve({ status, headers, text: `${Buffer.concat(parts)}` }))
    })
    sending.on('timeout', () => sending.destroy(new Error('There was no response.')))
    sending.on('error', reject)
    sending.end(body)
  })
}

// Local servers have their port in the names of their cookies.
export const sessionCookie = (port: string, token = '') => `app-${port}.session=${token}`
export const orgCookie = (port: string, slug: string) => `org-${port}=${slug}`

/** The bytes of a form as a browser sends them, with their content type. */
export async function encodeForm(form: FormData) {
  const encoded = new Response(form)
  const type = encoded.headers.get('content-type') ?? ''
  return { type, content: new Uint8Array(await encoded.arrayBuffer()) }
}
