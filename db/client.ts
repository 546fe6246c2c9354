import { DrizzleQueryError } from 'drizzle-orm/errors'
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { databaseEnv } from '@/lib/env'
import { explainConnectionError } from './connection-errors'
import { isConnectionLoss, isOutage } from './errors'
import { queryWithSettings } from './query-with-settings'
import { connect, unavailable } from './web-request'

/** Without `transaction`: an inner commit would end the transaction and its settings. */
export type Tx = Omit<ReturnType<typeof createDrizzle>, 'transaction'>

const createDrizzle = (client: pg.ClientBase) => drizzle({ client: client as pg.Client })

type Restart = {
  url: string
  current: string
  start: () => Promise<string>
  isStarting?: boolean
  failure?: string
}

const shared = globalThis as { pool?: pg.Pool; restart?: Restart }

export function pool(): pg.Pool {
  shared.pool ??= createPool(databaseEnv().DATABASE_URL, databaseEnv().DATABASE_POOL_SIZE)
  return shared.pool
}

export function createPool(
  connectionString: string,
  max: number,
  queryTimeoutMs = 30_000,
): pg.Pool {
  const created = new Pool({
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

/** Calls `start` when `url` cannot be reached. From then on pools connect to the URL that it returns. */
export function restartWhenUnreachable(url: string, start: () => Promise<string>) {
  shared.restart = { url, current: url, start }
}

type OnConnect = Parameters<pg.Pool['connect']>[0]

class Pool extends pg.Pool {
  private readonly url = this.options.connectionString

  override connect(): Promise<pg.PoolClient>
  override connect(callback: OnConnect): void
  override connect(callback?: OnConnect) {
    if (this.isRestartable()) this.options.connectionString = shared.restart?.current
    if (callback) {
      super.connect((error, ...rest) => callback(error && this.explain(error), ...rest))
      return
    }
    return super.connect().catch((error) => Promise.reject(this.explain(error)))
  }

  private isRestartable() {
    return this.url !== undefined && this.url === shared.restart?.url
  }

  private explain(error: Error) {
    if (/^timeout exceeded|after calling end/.test(error.message)) return error // the pool's own
    if (!(error instanceof pg.DatabaseError) && this.isRestartable()) restart()
    const { host, port } = new pg.Client(this.options)
    const { DATABASE_URL, DATABASE_URL_DIRECT } = process.env
    const isDirect = this.url === DATABASE_URL_DIRECT && this.url !== DATABASE_URL
    const variable = isDirect ? 'DATABASE_URL_DIRECT' : 'DATABASE_URL'
    return explainConnectionError(error, { host, port, variable })
  }
}

// In the background: requests fail until it is done, and none waits.
function restart() {
  const { restart } = shared
  if (!restart || restart.isStarting) return
  restart.isStarting = true
  restart
    .start()
    .then((url) => {
      restart.current = url
      restart.failure = undefined
    })
    .catch(({ message }: Error) => {
      if (message !== restart.failure) console.error(message)
      restart.failure = message
    })
    .finally(() => {
      restart.isStarting = false
    })
}

export async function closePool() {
  await shared.pool?.end()
  shared.pool = undefined
}

/** `begin` is SQL. */
export async function inTransaction<T>(
  connections: pg.Pool,
  begin: string,
  run: (tx: Tx, client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  return withClient(connections, async (client) => {
    await client.query(begin)
    const result = await runUntilEnd(async (...statement) => client.query(...statement), run)
    await commit(client)
    return result
  })
}

/**
 * The settings are SQL and last until the end of the transaction. If `run` returns a query, unlike an
 * `async` function, the whole transaction is one round trip.
 */
export async function withSettings<T>(
  connections: pg.Pool,
  settings: string[],
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  return withClient(connections, async (client) => {
    let begun: Promise<unknown> | undefined
    let isSingleQuery = false
    const query: Send = async (...statement) => {
      if (isSingleQuery) return queryWithSettings(client, settings, statement)
      begun ??= client.query(['begin', ...settings].join('; '))
      await begun
      return client.query(...statement)
    }
    const result = await runUntilEnd(query, (tx) => {
      const started = run(tx)
      // A query of drizzle runs when it is awaited, and is not a Promise.
      isSingleQuery = !(started instanceof Promise) && !begun
      return started
    })
    if (begun) await commit(client)
    return result
  })
}

// If the rollback fails, the connection is closed, so its transaction cannot leak. Throws `unavailable` if a
// web request meets an outage.
async function withClient<T>(
  connections: pg.Pool,
  use: (client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  const client = await connect(connections)
  try {
    const result = await use(client)
    client.release()
    return result
  } catch (error) {
    const cause = error instanceof DrizzleQueryError ? error.cause : error
    if (isConnectionLoss(cause)) client.release(true)
    else await rollBack(client)
    throw (isOutage(cause) && unavailable(cause)) || withoutValues(error)
  }
}

const ROLLBACK_MS = 1_000

async function rollBack(client: pg.PoolClient) {
  await client.query({ text: 'rollback', query_timeout: ROLLBACK_MS } as pg.QueryConfig).then(
    () => client.release(),
    (failure) => client.release(failure),
  )
}

type Send = (...statement: Parameters<pg.ClientBase['query']>) => Promise<unknown>

// A branch of a failed `Promise.all` can still run when the connection already serves another request.
async function runUntilEnd<T>(
  send: Send,
  run: (tx: Tx, client: pg.ClientBase) => Promise<T>,
): Promise<T> {
  let ended = false
  const query: Send = (...statement) =>
    ended ? Promise.reject(new Error('The transaction has ended.')) : send(...statement)
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
