import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'

export type Counts = { statements: number; roundTrips: number }

const COMMAND_COMPLETE = 'C'
const READY_FOR_QUERY = 'Z'

/**
 * Starts a proxy in front of PostgreSQL. A statement is a `CommandComplete` of the server, so settings,
 * `begin` and `commit` count. A round trip is a `ReadyForQuery`, after which a client sends again.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function countStatements(databaseUrl: string) {
  const target = new URL(databaseUrl)
  const counts: Counts = { statements: 0, roundTrips: 0 }
  const proxy = createServer((client) => {
    const database = connect(Number(target.port), target.hostname)
    database.on(
      'data',
      readTypes((type) => {
        if (type === COMMAND_COMPLETE) counts.statements++
        if (type === READY_FOR_QUERY) counts.roundTrips++
      }),
    )
    client.pipe(database).pipe(client)
    for (const socket of [client, database]) socket.on('error', () => socket.destroy())
  })
  await once(proxy.listen(0, '127.0.0.1'), 'listening')
  const { port } = proxy.address() as AddressInfo
  return {
    /** The URL of the same server through the proxy. */
    through: (databaseUrl: string) =>
      Object.assign(new URL(databaseUrl), { host: `127.0.0.1:${port}` }).href,
    during: async (run: () => Promise<unknown>): Promise<Counts> => {
      const before = { ...counts }
      await run()
      return {
        statements: counts.statements - before.statements,
        roundTrips: counts.roundTrips - before.roundTrips,
      }
    },
    close: () => proxy.close(),
  }
}

/** A message is its type, one byte, then its length without the type, four bytes. */
function readTypes(onType: (type: string) => void) {
  let rest = Buffer.alloc(0)
  return (chunk: Buffer) => {
    rest = Buffer.concat([rest, chunk])
    while (rest.length >= 5 && rest.length > rest.readUInt32BE(1)) {
      onType(String.fromCharCode(rest.readUInt8(0)))
      rest = rest.subarray(1 + rest.readUInt32BE(1))
    }
  }
}
