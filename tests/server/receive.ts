import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
} from 'node:http'

/** Sends a request to a server on 127.0.0.1 that calls `handle`. Returns the headers that are left. */
export async function receive(
  headers: OutgoingHttpHeaders,
  handle: (request: IncomingMessage) => void,
): Promise<IncomingHttpHeaders> {
  let received: IncomingHttpHeaders = {}
  const server = createServer((incoming, response) => {
    handle(incoming)
    received = incoming.headers
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  try {
    await new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, headers, agent: false }, (response) =>
        response.resume().on('end', resolve),
      )
        .on('error', reject)
        .end()
    })
    return received
  } finally {
    server.close()
  }
}
