import type pg from 'pg'
import { migrateSchema } from '../migrate-schema'
import { raiseTenantWalls } from '../walls'
import { hasWalls, TENANT_MIGRATIONS, tenantVersion } from './version'

/** Brings one schema of tenant tables up to date, or makes it, in the caller's transaction. */
export async function migrateTenant(
  client: pg.ClientBase,
  schema: string,
  folder = TENANT_MIGRATIONS,
) {
  await migrateSchema(client, schema, folder)
  if (!(await hasWalls(client, schema))) await raiseTenantWalls(client, schema)
  await client.query(`comment on schema ${schema} is '${tenantVersion(folder)}'`)
}
