import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'

/**
 * Stands between a server and its database, and writes down each statement that is sent. `url` is
 * the database's, by way of here.
 */
export async function listenIn(database: string) {
  const target = new URL(database)
  const sent: string[] = []
  const open = new Set<Socket>()
  const proxy = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      open.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        client.destroy()
        upstream.destroy()
      })
    }
    readStatements(client, (statement) => sent.push(statement))
    client.pipe(upstream)
    upstream.pipe(client)
  }).listen(0, '127.0.0.1')
  await once(proxy, 'listening')
  const { port } = proxy.address() as { port: number }
  return {
    url: Object.assign(new URL(database), { port: String(port) }).href,
    statements: () => [...sent],
    clear: () => sent.splice(0),
    close: () => {
      proxy.close()
      for (const socket of open) socket.destroy()
    },
  }
}

// https://www.postgresql.org/docs/current/protocol-message-formats.html: after the first message,
// which has no type, each is a type of one byte, a length of four that counts itself, and a body.
function readStatements(socket: Socket, found: (statement: string) => void) {
  let rest = Buffer.alloc(0)
  let started = false
  socket.on('data', (chunk) => {
    rest = Buffer.concat([rest, chunk])
    for (;;) {
      const head = started ? 1 : 0
      if (rest.length < head + 4) return
      const end = head + rest.readInt32BE(head)
      if (rest.length < end) return
      const type = started ? String.fromCharCode(rest[0] ?? 0) : 'start'
      const body = rest.subarray(head + 4, end)
      if (type === 'Q') found(textAt(body, 0))
      if (type === 'P') found(textAt(body, body.indexOf(0) + 1))
      rest = rest.subarray(end)
      started = true
    }
  })
}

function textAt(body: Buffer, start: number) {
  return body.subarray(start, body.indexOf(0, start)).toString()
}
