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
  const { type, text } = isFromScript(request)
    ? { type: 'text/plain', text: BUSY }
    : errorOf(request, response, 503)
  response.writeHead(503, headersOf(type, text)).end(text)
}

/**
 * Next responds 500 to every error and sends an error page that is empty until scripts run. This makes the
 * status 503 if `isUnavailable`, and replaces the page by a complete one, and an error of the API by JSON.
 */
export function correctErrors(
  request: IncomingMessage,
  response: ServerResponse,
  isUnavailable: () => boolean,
) {
  const { writeHead, write, end } = response as unknown as Record<Name, Method>
  let body: string | undefined
  response.writeHead = (given: number, ...rest: unknown[]) => {
    const status = given === 500 && isUnavailable() ? 503 : given
    if (status === 503) response.setHeader('Retry-After', RETRY_AFTER)
    if (!isIncomplete(request, response, status)) return writeHead.call(response, status, ...rest)
    const { type, text } = errorOf(request, response, status)
    body = text
    for (const name of ['Content-Encoding', 'Transfer-Encoding', 'ETag', 'Link']) {
      response.removeHeader(name)
    }
    return writeHead.call(response, status, headersOf(type, text))
  }
  const sendHead = () => response.headersSent || response.writeHead(response.statusCode)
  response.write = (...args: unknown[]) => {
    sendHead()
    return body !== undefined ? true : write.apply(response, args)
  }
  response.end = (...args: unknown[]) => {
    sendHead()
    return body !== undefined ? end.call(response, body, 'utf8') : end.apply(response, args)
  }
}

// The overloads of the methods add nothing here.
type Method = (...args: unknown[]) => never
type Name = 'writeHead' | 'write' | 'end'

function isIncomplete(request: IncomingMessage, response: ServerResponse, status: number) {
  const type = String(response.getHeader('Content-Type'))
  const isWhole = response.hasHeader(WHOLE_PAGE)
  response.removeHeader(WHOLE_PAGE)
  if (isWhole || isFromScript(request)) return false
  if (isOfApi(request)) return status >= 400 && !type.startsWith('application/json')
  return status in ERROR_PAGES && (type.startsWith('text/html') || response.hasHeader(NO_ACTION))
}

// Next sets it if a form is from another build.
const NO_ACTION = 'x-nextjs-action-not-found'

function errorOf(request: IncomingMessage, response: ServerResponse, status: number) {
  if (isOfApi(request)) {
    const error = API_ERRORS[status] ?? API_ERRORS[status < 500 ? 400 : 500]
    return { type: 'application/json', text: JSON.stringify({ error }) }
  }
  const text = errorDocument(status as ErrorStatus, request.url ?? '', nonceIn(response))
  return { type: 'text/html; charset=utf-8', text }
}

const API_ERRORS: Record<number, { code: string; message: string }> = {
  400: { code: 'invalid', message: 'The API cannot read this request.' },
  404: { code: 'not_found', message: 'There is nothing at this URL of the API.' },
  405: { code: 'invalid', message: 'This URL of the API does not have this method.' },
  500: { code: 'failed', message: ERROR_PAGES[500].text },
  503: { code: 'unavailable', message: BUSY },
}

const isOfApi = ({ url }: IncomingMessage) => /^\/api(\/|\?|$)/.test(url ?? '')

function headersOf(type: string, text: string) {
  return { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }
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
