import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * Replaces `x-forwarded-for` on every request with the one address that can be believed: the one
 * that the outermost of our own `proxies` saw. What stands further left the client may have made up.
 */
export function pinClientAddress(proxies: number) {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const forwarded = String(request.headers['x-forwarded-for'] ?? '').split(',')
    const hops = [...forwarded.map((hop) => hop.trim()), request.socket.remoteAddress ?? '']
    request.headers['x-forwarded-for'] = hops.filter(Boolean).at(-1 - proxies) ?? hops.find(Boolean)
  })
}
