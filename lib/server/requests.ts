import { randomUUID } from 'node:crypto'
import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'

const MARK = 'x-received-by'
const mark = randomUUID()

type Message = { request: IncomingMessage; response: ServerResponse }

/**
 * Calls `handle` with each request before Next adds headers to it. After an action, Next sends a request to
 * itself with the headers of the one it received. Those are skipped. Next leaves a response
 * alone that has ended.
 */
export function onRequest(handle: (request: IncomingMessage, response: ServerResponse) => void) {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as Message
    if (request.headers[MARK] === mark) return
    request.headers[MARK] = mark
    handle(request, response)
  })
}
