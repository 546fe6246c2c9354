import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** Replaces `x-forwarded-for` on every request with the one address that can be believed. */
export function pinClientIp(proxies: number) {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    const { remoteAddress = '' } = request.socket
    request.headers['x-forwarded-for'] = clientIp(forwarded, remoteAddress, proxies)
  })
}

/**
 * The address that the outermost of our own `proxies` saw, each of which has added the one it saw on
 * the right. What stands further left the client may have made up.
 */
export function clientIp(forwarded: string, remoteAddress: string, proxies: number): string {
  const hops = [...forwarded.split(','), remoteAddress].map((hop) => hop.trim()).filter(Boolean)
  return hops.at(-1 - proxies) ?? hops[0] ?? 'unknown'
}
