import type { IncomingMessage, ServerResponse } from 'node:http'
import { isRouterState } from './router-state'

/** Responds to what no browser sends. Next itself would respond with a 500 and log a stack. */
export function refuseRequest(request: IncomingMessage, response: ServerResponse) {
  if (!hasHost(request) || !hasRouterState(request)) response.writeHead(400).end()
  else if (request.method === 'TRACE' || postsToPrefetch(request)) response.writeHead(405).end()
}

function postsToPrefetch({ method = '', url = '', headers }: IncomingMessage) {
  const isPrefetch = /\.segments\//.test(url) || 'next-router-segment-prefetch' in headers
  return isPrefetch && !['GET', 'HEAD'].includes(method)
}

function hasHost({ headers }: IncomingMessage) {
  const hosts = [headers.host, headers['x-forwarded-host']].filter(Boolean).map(String)
  return hosts.every((host) => isAscii(host) && URL.canParse(`http://${host.split(',')[0]}`))
}

// Browsers send other letters as Punycode.
const isAscii = (text: string) => /^[\x20-\x7e]*$/.test(text)

function hasRouterState({ headers }: IncomingMessage) {
  const state = headers['next-router-state-tree']
  return state === undefined || isRouterState(String(state))
}
