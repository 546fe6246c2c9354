import { DrizzleQueryError } from 'drizzle-orm/errors'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { env } from '@/lib/env'

/**
 * A transaction as services see it. Opened only by the doors (`db/transactions.ts`), and none within it:
 * an inner commit would end it and its settings.
 */
export type Tx = Omit<ReturnType<typeof overClient>, 'transaction'>

export const overClient = (client: pg.ClientBase) => drizzle({ client: client as pg.Client })

const shared = globalThis as { pool?: pg.Pool }

/** The process's pool. Kept on `globalThis`, because a dev server evaluates this module many times. */
export function pool(): pg.Pool {
  shared.pool ??= createPool(env().DATABASE_URL, env().DATABASE_POOL_SIZE)
  return shared.pool
}

/** `queryTimeout` is in ms; 0 waits as long as it takes. */
export function createPool(connectionString: string, max: number, queryTimeout = 30_000): pg.Pool {
  const created = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    query_timeout: queryTimeout,
    keepAlive: true,
  })
  // Without a listener, a connection that dies while nobody queries it ends the process.
  created.on('error', () => {})
  created.on('connect', (client) => client.on('error', () => {}))
  return created
}

export async function closePool() {
  await shared.pool?.end()
  shared.pool = undefined
}

/**
 * Runs `run` between `opening`, one string that begins the transaction, and `commit`. A connection
 * whose rollback fails is thrown away, so that nobody inherits its transaction or its settings.
 */
export async function inTransaction<T>(
  connections: pg.Pool,
  opening: string,
  run: (tx: Tx, client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await connections.connect()
  try {
    await client.query(opening)
    const result = await lend(client, run)
    await commit(client)
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (failure) => client.release(failure),
    )
    throw withoutValues(error)
  }
}

// What `run` leaves behind, such as the other branches of a `Promise.all` that failed, must not
// reach the connection when it serves somebody else.
async function lend<T>(
  client: pg.ClientBase,
  run: (tx: Tx, client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  let over = false
  const query = (...statement: Parameters<pg.ClientBase['query']>) =>
    over ? Promise.reject(new Error('The transaction is over.')) : client.query(...statement)
  const lent = { query } as pg.ClientBase
  try {
    return await run(overClient(lent), lent)
  } finally {
    over = true
  }
}

// PostgreSQL answers ROLLBACK, and no error, when a statement has failed that `run` took no notice of.
async function commit(client: pg.ClientBase) {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('A statement had failed: nothing was committed.')
}

// What ends up in a log must not hold a row: drizzle adds the parameters, PostgreSQL a detail.
function withoutValues(error: unknown) {
  if (!(error instanceof DrizzleQueryError)) return error
  const { query, cause } = error
  if (cause) Object.assign(cause, { detail: undefined })
  return new Error(`Failed query: ${query}`, { cause })
}
