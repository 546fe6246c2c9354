import { createHash } from 'node:crypto'
import type pg from 'pg'
import { policiesVersion } from '@/db/policies'
import { fingerprint } from '@/db/policies-fingerprint'
import { holdsTenants, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { migrationsIn } from './migration-files'

export const TENANT_MIGRATIONS = 'db/migrations/tenant'

/** Changes with the migrations of tenant tables and with the walls. A schema's comment says what it has. */
export function tenantVersion(folder = TENANT_MIGRATIONS): string {
  const hash = createHash('sha256').update(policiesVersion())
  for (const migration of migrationsIn(folder)) hash.update(migration.hash)
  return `tenantry ${hash.digest('hex')}`
}

const ITS_VERSION = `obj_description(n.oid, 'pg_namespace')`

const POLICIES_DIFFER = `${fingerprint()} <>
  (select ${fingerprint()} from pg_namespace n where nspname = '${SHARED_SCHEMA}')`

/**
 * The schemas whose tables or walls are not those of this build, the shared one first. Walls are
 * compared with those of the shared schema, which `verifyWalls` looks at one by one.
 */
export async function listBehind(
  client: pg.ClientBase,
  { version = tenantVersion(), except = [] }: { version?: string; except?: string[] } = {},
): Promise<string[]> {
  const condition = `nspname <> all ($2) and
    case when ${ITS_VERSION} = $1 then ${POLICIES_DIFFER} else true end`
  return listSchemas(client, condition, [version, except])
}

/** The schemas that should have the walls of this build, and do not. */
export async function listWithOtherPolicies(client: pg.ClientBase): Promise<string[]> {
  const condition = `case when ${ITS_VERSION} = $1 then ${POLICIES_DIFFER} end`
  return listSchemas(client, condition, [tenantVersion()])
}

async function listSchemas(client: pg.ClientBase, condition: string, values: unknown[]) {
  const { rows } = await client.query<{ schema: string }>(
    `select nspname as schema from pg_namespace n where ${holdsTenants('nspname')} and ${condition}
     order by nspname <> '${SHARED_SCHEMA}', nspname`,
    values,
  )
  return rows.map(({ schema }) => schema)
}

/** The walls of a schema, to be compared. */
export async function policiesOf(client: pg.ClientBase, schema: string): Promise<string> {
  const { rows } = await client.query<{ walls: string }>({
    // One of thousands: PostgreSQL plans it once.
    name: 'walls of a schema',
    text: `select ${fingerprint()} as walls from pg_namespace n where nspname = $1`,
    values: [schema],
  })
  return rows[0]?.walls ?? ''
}
