import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'
import { BlockList } from 'node:net'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { logOnce } from './logs/log-once'

/**
 * Local mode has known passwords and a mailbox that everyone can read. So it disconnects other machines,
 * believes no X-Forwarded-Host if the host is not this machine, and marks requests that were forwarded.
 */
export function protectLocalMode(request: IncomingMessage, machines: BlockList, proxies: number) {
  const { headers, socket } = request
  if (!includes(machines, socket.remoteAddress)) {
    logOnce(
      'Disconnected another machine: local mode serves this one only. In a container, set LOCAL_MODE=1. To serve other people, set APP_URL and DATABASE_URL (docs/deploy.md).',
    )
    socket.destroy()
  }
  if (!LOCALHOST.test(headers.host ?? '')) delete headers['x-forwarded-host']
  delete headers[REQUEST_HEADERS.forwarded]
  if (isForwarded(headers, proxies)) headers[REQUEST_HEADERS.forwarded] = '1'
}

const LOCALHOST = /^((.+\.)?localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i

const FORWARDING =
  /^(forwarded|via|x-forwarded(-.+)?|x-original-.+|x-real-ip|.+-client-ip|.+-connecting-ip)$/

/** With `PROXIES`, X-Forwarded-For is expected: browser tests send it. */
function isForwarded(headers: IncomingHttpHeaders, proxies: number) {
  return Object.keys(headers).some(
    (name) => FORWARDING.test(name) && !(proxies && name === 'x-forwarded-for'),
  )
}

/**
 * Redirects `http://127.0.0.1:3000` to `http://localhost:3000`, which has the sessions. The middleware cannot:
 * Next makes a redirect to its own host relative.
 */
export function redirectToAppUrl(
  { headers, method = '', url = '' }: IncomingMessage,
  response: ServerResponse,
  appUrl: string,
) {
  const { host, hostname, origin } = new URL(appUrl)
  const aliases = ['localhost', '127.0.0.1', '[::1]'].map((name) => host.replace(hostname, name))
  if (headers.host === host || !aliases.includes(headers.host ?? '')) return
  if (!['GET', 'HEAD'].includes(method) || !url.startsWith('/')) return
  response.writeHead(307, { Location: origin + url }).end()
}

export const THIS_MACHINE = listOf(['127.0.0.0', 8], ['::1', 128])

/** Also the address that the host of a container has inside it. */
export const PRIVATE_NETWORK = listOf(
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
)

function listOf(...subnets: [string, number][]) {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family(network))
  return list
}

export function includes(list: BlockList, remoteAddress = '') {
  const [address = ''] = remoteAddress.split('%')
  return address !== '' && list.check(address, family(address))
}

function family(address: string) {
  return address.includes(':') ? 'ipv6' : 'ipv4'
}
