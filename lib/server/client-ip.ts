import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** Replaces `x-forwarded-for` on every request with the IP address that the client cannot forge. */
export function pinClientIp(proxies: number) {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    const { remoteAddress = '' } = request.socket
    request.headers['x-forwarded-for'] = clientIp(forwarded, remoteAddress, proxies)
  })
}

// Each of our proxies appends the IP address that it saw. Entries further left may be forged.
export function clientIp(forwarded: string, remoteAddress: string, proxies: number): string {
  const hops = [...forwarded.split(','), remoteAddress].map((hop) => hop.trim()).filter(Boolean)
  return hops.at(-1 - proxies) ?? hops[0] ?? 'unknown'
}
