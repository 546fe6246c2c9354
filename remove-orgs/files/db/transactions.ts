import { z } from 'zod'
import { databaseEnv } from '@/lib/env'
import { pool, type Tx, withSettings } from './client'
import { webRequests } from './web-request'

export type { Tx }

/** Reads and writes the rows of one user. */
export async function asUser<T>(user: { id: string }, run: (tx: Tx) => Promise<T>): Promise<T> {
  const settings = { 'app.user_id': uuid(user.id), search_path: SEARCH_PATH }
  return withSettings(pool(), [enterRole(databaseEnv().DATABASE_USER_ROLE, settings)], run)
}

/** Reads and writes the rows of all users. `biome.json` lists the files that may import it. */
export async function asSystem<T>(reason: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  const settings = { 'app.reason': reason, search_path: SEARCH_PATH }
  return withSettings(pool(), [enterRole(databaseEnv().DATABASE_SYSTEM_ROLE, settings)], run)
}

const SEARCH_PATH = 'public, pg_temp'

// Set in each transaction, because poolers reject them as connection parameters.
function timeouts() {
  const statement_timeout = webRequests.getStore() ? '2500ms' : '20s'
  return { statement_timeout, idle_in_transaction_session_timeout: '30s' }
}

function enterRole(role: string, settings: Record<string, string>) {
  const assignments = Object.entries({ role, ...timeouts(), ...settings }).map(
    ([name, value]) => `set_config('${name}', '${value.replaceAll("'", "''")}', true)`,
  )
  return `select ${assignments.join(', ')}`
}

const UUID = z.uuid()

// The value is interpolated into SQL.
const uuid = (value: string) => UUID.parse(value)
