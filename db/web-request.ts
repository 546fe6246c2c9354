import { AsyncLocalStorage } from 'node:async_hooks'
import type pg from 'pg'
import { AppError } from '@/lib/errors'

// A web request waits for at most three seconds also if the database does not respond. What it waits for
// a connection is taken from the time of its statements. PostgreSQL ends slow ones half a second before.
const TOTAL_MS = 3_000
const CONNECTION_MS = 2_500

/** Statements inside have less time, and an outage is an `AppError`. */
type WebRequest = { metOutage: boolean }

// On globalThis, because the server and the pages are separate bundles.
const shared = globalThis as { webRequests?: AsyncLocalStorage<WebRequest> }
shared.webRequests ??= new AsyncLocalStorage()

export const webRequests = shared.webRequests

/** Returns the error for a web request that met an outage, or undefined outside web requests. */
export function unavailable(cause: unknown): AppError | undefined {
  const request = webRequests.getStore()
  if (!request) return undefined
  request.metOutage = true
  const error = new AppError('unavailable', 'The server is busy. Please try again in a moment.')
  return Object.assign(error, { cause })
}

/** Takes a connection from the pool and limits its queries to the time that is left. */
export async function connect(connections: pg.Pool): Promise<pg.PoolClient> {
  const start = Date.now()
  const client = await connectInTime(connections)
  const left = TOTAL_MS - (Date.now() - start)
  limitQueries(client, webRequests.getStore() ? left : connections.options.query_timeout)
  return client
}

async function connectInTime(connections: pg.Pool): Promise<pg.PoolClient> {
  const connecting = connections.connect()
  let timer: NodeJS.Timeout | undefined
  const expired = new Promise<never>((_, reject) => {
    if (!webRequests.getStore()) return
    timer = setTimeout(() => {
      connecting.then((client) => client.release()).catch(() => {})
      reject(new Error('timeout exceeded when trying to connect'))
    }, CONNECTION_MS)
  })
  try {
    return await Promise.race([connecting, expired])
  } catch (error) {
    throw unavailable(error) ?? error
  } finally {
    clearTimeout(timer)
  }
}

// The connection serves only this caller until it is released.
function limitQueries(client: pg.ClientBase, ms: number | undefined) {
  const { connectionParameters } = client as unknown as {
    connectionParameters: { query_timeout?: number }
  }
  connectionParameters.query_timeout = ms
}
