import { createHash } from 'node:crypto'
import type pg from 'pg'
import { policiesVersion } from '@/db/policies'
import { fingerprint } from '@/db/policies-fingerprint'
import { isTenantSchema, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { migrationsIn } from './migration-files'

export const TENANT_MIGRATIONS = 'db/migrations/tenant'

/** Depends on the migrations and the policies. The comment of a schema stores its version. */
export function tenantVersion(folder = TENANT_MIGRATIONS): string {
  const hash = createHash('sha256').update(policiesVersion())
  for (const migration of migrationsIn(folder)) hash.update(migration.hash)
  return `version ${hash.digest('hex')}`
}

export const recordVersion = (schema: string, version: string) =>
  `comment on schema ${schema} is '${version}'`

const STORED_VERSION = `obj_description(n.oid, 'pg_namespace')`

// The policies of the shared schema are the reference. `verifyPolicies` checks those one by one.
const POLICIES_DIFFER = `${fingerprint()} <>
  (select ${fingerprint()} from pg_namespace n where nspname = '${SHARED_SCHEMA}')`

/** Schemas whose tables or policies are outdated, the shared one first. */
export async function listOutdatedSchemas(
  client: pg.ClientBase,
  { version = tenantVersion(), except = [] }: { version?: string; except?: string[] } = {},
): Promise<string[]> {
  const condition = `nspname <> all ($2) and
    case when ${STORED_VERSION} = $1 then ${POLICIES_DIFFER} else true end`
  return listSchemas(client, condition, [version, except])
}

export async function listSchemasWithChangedPolicies(client: pg.ClientBase): Promise<string[]> {
  const condition = `case when ${STORED_VERSION} = $1 then ${POLICIES_DIFFER} end`
  return listSchemas(client, condition, [tenantVersion()])
}

async function listSchemas(client: pg.ClientBase, condition: string, values: unknown[]) {
  const { rows } = await client.query<{ schema: string }>(
    `select nspname as schema from pg_namespace n where ${isTenantSchema('nspname')} and ${condition}
     order by nspname <> '${SHARED_SCHEMA}', nspname`,
    values,
  )
  return rows.map(({ schema }) => schema)
}

export async function policiesOf(client: pg.ClientBase, schema: string): Promise<string> {
  const { rows } = await client.query<{ policies: string }>({
    // A named statement is planned once, for thousands of schemas.
    name: 'policies of a schema',
    text: `select ${fingerprint()} as policies from pg_namespace n where nspname = $1`,
    values: [schema],
  })
  return rows[0]?.policies ?? ''
}
