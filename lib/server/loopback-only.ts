import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/**
 * Hangs up on whoever is not on this machine, or came by another name than localhost: local mode has
 * well-known passwords and a mailbox for everybody.
 */
export function serveLoopbackOnly() {
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    const { remoteAddress = '' } = request.socket
    if (!LOOPBACK.test(remoteAddress) || !LOCALHOST.test(request.headers.host ?? '')) {
      request.socket.destroy()
    }
  })
}

const LOOPBACK = /^(::1|(::ffff:)?127(\.\d+){3})$/
const LOCALHOST = /^((.+\.)?localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i
