import { policiesAreCurrent } from '@/db/apply-policies'
import { pool } from '@/db/client'
import { allMigrations, pendingMigrations } from './migration-files'

/** The names of the pending migrations, and "policies" if only those differ. */
export async function listUnmigrated(): Promise<string[]> {
  const client = await pool().connect()
  try {
    const { rows } = await client.query(`select to_regclass('public.__migrations') as journal`)
    if (!rows[0].journal) return allMigrations().map(({ name }) => name)
    const pending = await pendingMigrations(client)
    if (pending.length) return pending.map(({ name }) => name)
    return (await policiesAreCurrent(client)) ? [] : ['policies']
  } finally {
    client.release()
  }
}
