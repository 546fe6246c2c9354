import { createPool } from '@/db/client'
import { env } from '@/lib/env'

/**
 * Runs `run` under an advisory lock of the whole database. The lock has a connection of its own, past
 * any pooler, because it spans many transactions. It ends with the process at the latest.
 */
export async function withLock<T>(lock: number, run: () => Promise<T>): Promise<T> {
  const connections = createPool(env().DATABASE_URL_DIRECT, 1, 0)
  try {
    await connections.query(`select pg_advisory_lock(${lock})`)
    return await run()
  } finally {
    await connections.end()
  }
}
