import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

const MARK = 'x-received-by'
const mark = randomUUID()

/**
 * Calls `handle` with each request before Next adds headers to it. After an action, Next sends a request to
 * itself with the headers of the one it received. Those are skipped.
 */
export function onRequest(handle: (request: IncomingMessage) => void) {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    if (request.headers[MARK] === mark) return
    request.headers[MARK] = mark
    handle(request)
  })
}
