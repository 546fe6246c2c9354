import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { contentSecurityPolicy } from '../content-security-policy'
import { env } from '../env'
import { RETRY_AFTER } from '../http'
import { WHOLE_PAGE } from '../tenancy/unknown-host-page'
import { errorDocument } from './error-document'
import { ERROR_PAGES, type ErrorStatus } from './error-pages'

const { text: BUSY } = ERROR_PAGES[503]

/** Responds to a request that the app does not handle. */
export function sendUnavailable(request: IncomingMessage, response: ServerResponse) {
  request.resume()
  response.setHeader('Cache-Control', 'private, no-store')
  response.setHeader('Retry-After', RETRY_AFTER)
  if (request.url?.startsWith('/api/')) {
    const error = { code: 'unavailable', message: BUSY }
    response.writeHead(503, { 'Content-Type': 'application/json' }).end(JSON.stringify({ error }))
  } else if (isFromScript(request)) {
    response.writeHead(503, { 'Content-Type': 'text/plain' }).end(BUSY)
  } else {
    const document = errorDocument(503, nonceIn(response))
    response.writeHead(503, headersOf(document)).end(document)
  }
}

/**
 * Next responds 500 to every error and sends an error page that is empty until scripts run. This makes the
 * status 503 if `isUnavailable`, and replaces the page by a complete one.
 */
export function correctErrors(
  request: IncomingMessage,
  response: ServerResponse,
  isUnavailable: () => boolean,
) {
  const { writeHead, write, end } = response as unknown as Record<Name, Method>
  let document: string | undefined
  response.writeHead = (given: number, ...rest: unknown[]) => {
    const status = given === 500 && isUnavailable() ? 503 : given
    if (status === 503) response.setHeader('Retry-After', RETRY_AFTER)
    if (!isErrorPage(request, response, status)) return writeHead.call(response, status, ...rest)
    document = errorDocument(status, nonceIn(response))
    for (const name of ['Content-Encoding', 'Transfer-Encoding', 'ETag', 'Link']) {
      response.removeHeader(name)
    }
    return writeHead.call(response, status, headersOf(document))
  }
  const sendHead = () => response.headersSent || response.writeHead(response.statusCode)
  response.write = (...args: unknown[]) => {
    sendHead()
    return document ? true : write.apply(response, args)
  }
  response.end = (...args: unknown[]) => {
    sendHead()
    return document ? end.call(response, document, 'utf8') : end.apply(response, args)
  }
}

// The overloads of the methods add nothing here.
type Method = (...args: unknown[]) => never
type Name = 'writeHead' | 'write' | 'end'

function isErrorPage(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
): status is ErrorStatus {
  const isHtml = String(response.getHeader('Content-Type')).startsWith('text/html')
  const isWhole = response.hasHeader(WHOLE_PAGE)
  response.removeHeader(WHOLE_PAGE)
  return !isWhole && status in ERROR_PAGES && isHtml && !isFromScript(request)
}

function headersOf(document: string) {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(document),
  }
}

/** The nonce of the response's Content Security Policy. Sets a policy if the middleware did not run. */
function nonceIn(response: ServerResponse): string {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '')
  const [, found] = /'nonce-([^']+)'/.exec(policy) ?? []
  if (found) return found
  const nonce = randomBytes(16).toString('base64')
  response.setHeader('Content-Security-Policy', contentSecurityPolicy(env().tenancy, '', nonce))
  return nonce
}

/** Whether Next's client sent it, for a navigation or an action. */
function isFromScript({ headers }: IncomingMessage) {
  return 'rsc' in headers || 'next-action' in headers
}
