import { createPool } from '@/db/client'
import { databaseEnv } from '@/lib/env'

/** The lock spans many transactions, so its connection must bypass a pooler. */
export async function withLock<T>(lock: number, run: () => Promise<T>): Promise<T> {
  const connections = createPool(databaseEnv().DATABASE_URL_DIRECT, 1, 0)
  try {
    await connections.query(`select pg_advisory_lock(${lock})`)
    return await run()
  } finally {
    await connections.end()
  }
}
