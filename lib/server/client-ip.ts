import type { IncomingMessage } from 'node:http'
import { logOnce } from './logs/log-once'

/** Replaces `x-forwarded-for` with the IP address that the client cannot forge. */
export function pinClientIp({ headers, socket }: IncomingMessage, proxies: number) {
  const forwarded = String(headers['x-forwarded-for'] ?? '')
  if (forwarded && proxies === 0) {
    logOnce(
      'A request has X-Forwarded-For, but PROXIES is 0. Behind a proxy, set PROXIES to the number of proxies: until then, all clients share one rate limit.',
    )
  }
  headers['x-forwarded-for'] = clientIp(forwarded, socket.remoteAddress ?? '', proxies)
}

// Each of our proxies appends the IP address that it saw. Entries further left can be forged.
export function clientIp(forwarded: string, remoteAddress: string, proxies: number): string {
  const hops = [...forwarded.split(','), remoteAddress].map((hop) => hop.trim()).filter(Boolean)
  const hop = hops.at(-1 - proxies) ?? hops[0] ?? 'unknown'
  return hop.replace(PORT, '$1$2')
}

// Some gateways append the port, which differs for each connection: `8.8.8.8:5678`, `[2001:db8::1]:5678`.
const PORT = /^\[(.+)\](?::\d+)?$|^(\d+(?:\.\d+){3}):\d+$/
