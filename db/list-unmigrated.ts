import { pool } from './client'
import { SYSTEM_MIGRATIONS } from './migrate'
import { pending } from './pending'
import { SHARED_SCHEMA } from './tenants/schemas'
import { listBehind, TENANT_MIGRATIONS } from './tenants/version'

export type Unmigrated = {
  /** The migrations that the tables which orgs share have not had, and "walls" if those differ. */
  shared: string[]
  /** The schemas of orgs whose tables or walls are not this build's. */
  tenants: string[]
}

/** What of this build the database lacks. */
export async function listUnmigrated(): Promise<Unmigrated> {
  const client = await pool().connect()
  try {
    const behind = await listBehind(client)
    const missing = [
      ...(await pending(client, 'public', SYSTEM_MIGRATIONS)),
      ...(await pending(client, SHARED_SCHEMA, TENANT_MIGRATIONS)),
    ].map(({ name }) => name)
    return {
      shared: missing.length || !behind.includes(SHARED_SCHEMA) ? missing : ['walls'],
      tenants: behind.filter((schema) => schema !== SHARED_SCHEMA),
    }
  } finally {
    client.release()
  }
}
