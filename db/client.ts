import { DrizzleQueryError } from 'drizzle-orm/errors'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { env } from '@/lib/env'

/** Without `transaction`: an inner commit would end the transaction and its settings. */
export type Tx = Omit<ReturnType<typeof createDrizzle>, 'transaction'>

const createDrizzle = (client: pg.ClientBase) => drizzle({ client: client as pg.Client })

const shared = globalThis as { pool?: pg.Pool }

export function pool(): pg.Pool {
  shared.pool ??= createPool(env().DATABASE_URL, env().DATABASE_POOL_SIZE)
  return shared.pool
}

export function createPool(
  connectionString: string,
  max: number,
  queryTimeoutMs = 30_000,
): pg.Pool {
  const created = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    query_timeout: queryTimeoutMs,
    keepAlive: true,
  })
  // Without a listener, the loss of an idle connection ends the process.
  created.on('error', () => {})
  created.on('connect', (client) => client.on('error', () => {}))
  return created
}

export async function closePool() {
  await shared.pool?.end()
  shared.pool = undefined
}

/** `begin` is SQL. If the rollback fails, the connection is closed, so its transaction cannot leak. */
export async function inTransaction<T>(
  connections: pg.Pool,
  begin: string,
  run: (tx: Tx, client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await connections.connect()
  try {
    await client.query(begin)
    const result = await runUntilEnd(client, run)
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

// A branch of a failed `Promise.all` can still run when the connection already serves another request.
async function runUntilEnd<T>(
  client: pg.ClientBase,
  run: (tx: Tx, client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  let ended = false
  const query = (...statement: Parameters<pg.ClientBase['query']>) =>
    ended ? Promise.reject(new Error('The transaction has ended.')) : client.query(...statement)
  const guarded = { query } as pg.ClientBase
  try {
    return await run(createDrizzle(guarded), guarded)
  } finally {
    ended = true
  }
}

// If `run` swallowed an error, PostgreSQL returns ROLLBACK instead of failing.
async function commit(client: pg.ClientBase) {
  const { command } = await client.query('commit')
  if (command !== 'COMMIT') throw new Error('A statement failed, so nothing was committed.')
}

// Errors are logged, and logs must not contain rows: drizzle adds the parameters, PostgreSQL a detail.
function withoutValues(error: unknown) {
  if (!(error instanceof DrizzleQueryError)) return error
  const { query, cause } = error
  if (cause) Object.assign(cause, { detail: undefined })
  return new Error(`Failed query: ${query}`, { cause })
}
