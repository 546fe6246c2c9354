import { pool } from './client'

const WATCHER = 'watcher'

/** Whether anybody but the processes that ask this is connected to the server. */
export async function hasOtherConnections(): Promise<boolean> {
  const client = await pool().connect()
  try {
    await client.query(`set application_name = ${WATCHER}`)
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity
       where backend_type = 'client backend' and application_name <> $1 limit 1`,
      [WATCHER],
    )
    return rowCount !== 0
  } finally {
    client.release()
  }
}
