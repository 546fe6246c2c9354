import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

/** Local mode has known passwords and a public mailbox, so other machines and hosts are disconnected. */
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
