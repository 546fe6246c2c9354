import { pool } from './client'
import { pending } from './pending'
import { SHARED_TENANT_SCHEMA, wallsVersion } from './walls'

/** Whether the database has every migration and the walls of this code. */
export async function isMigrated(): Promise<boolean> {
  const client = await pool().connect()
  try {
    const { rows } = await client.query<{ walls: string | null }>(
      `select obj_description(to_regnamespace($1), 'pg_namespace') as walls`,
      [SHARED_TENANT_SCHEMA],
    )
    if (rows[0]?.walls !== `walls ${wallsVersion()}`) return false
    const system = await pending(client, 'public', 'db/migrations/system')
    const tenant = await pending(client, SHARED_TENANT_SCHEMA, 'db/migrations/tenant')
    return system.length + tenant.length === 0
  } finally {
    client.release()
  }
}
