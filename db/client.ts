import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { env } from '@/lib/env'

/** A transaction as services see it. Opened only by the doors (`db/doors.ts`). */
export type Tx = ReturnType<typeof overClient>

export const overClient = (client: pg.ClientBase) => drizzle({ client: client as pg.Client })

const shared = globalThis as { pool?: pg.Pool }

/** The process's pool. Kept on `globalThis`, because a dev server evaluates this module many times. */
export function pool(): pg.Pool {
  shared.pool ??= createPool(env().DATABASE_URL, env().DATABASE_POOL_SIZE)
  return shared.pool
}

export function createPool(connectionString: string, max: number): pg.Pool {
  const created = new pg.Pool({
    connectionString,
    max,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
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
    const result = await run(overClient(client), client)
    await client.query('commit')
    client.release()
    return result
  } catch (error) {
    await client.query('rollback').then(
      () => client.release(),
      (failure) => client.release(failure),
    )
    throw error
  }
}
