import { pool } from '@/db/client'

const APPLICATION_NAME = 'db_url'

export async function hasOtherConnections(): Promise<boolean> {
  const client = await pool().connect()
  try {
    await client.query(`set application_name = ${APPLICATION_NAME}`)
    const { rowCount } = await client.query(
      `select 1 from pg_stat_activity
       where backend_type = 'client backend' and application_name <> $1 limit 1`,
      [APPLICATION_NAME],
    )
    return rowCount !== 0
  } finally {
    client.release()
  }
}
