import { pool } from './client'
import { SYSTEM_MIGRATIONS } from './migrate'
import { pending } from './pending'
import { SHARED_SCHEMA } from './tenants/schemas'
import { listBehind, TENANT_MIGRATIONS } from './tenants/version'

export type Unmigrated = {
  /** The migrations that the tables of the system or those that orgs share have not had. */
  shared: string[]
  /** The schemas of tenants, the shared one included, whose tables or walls are not this build's. */
  tenants: string[]
}

/** What of this build the database lacks. */
export async function listUnmigrated(): Promise<Unmigrated> {
  const client = await pool().connect()
  try {
    return {
      shared: [
        ...(await pending(client, 'public', SYSTEM_MIGRATIONS)),
        ...(await pending(client, SHARED_SCHEMA, TENANT_MIGRATIONS)),
      ].map(({ name }) => name),
      tenants: await listBehind(client),
    }
  } finally {
    client.release()
  }
}

/** Whether everything that orgs share is up to date. */
export async function isMigrated(): Promise<boolean> {
  const { shared, tenants } = await listUnmigrated()
  return !shared.length && !tenants.includes(SHARED_SCHEMA)
}
