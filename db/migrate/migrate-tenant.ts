import type pg from 'pg'
import { applyTenantPolicies } from '@/db/policies'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { createSchema, migrateSchema } from './migrate-schema'
import { policiesOf, TENANT_MIGRATIONS, tenantVersion } from './tenant-version'

/** Makes a schema of tenant tables, in the caller's transaction, unless it is there. */
export async function createTenant(client: pg.ClientBase, schema: string) {
  await createSchema(client, schema)
  await migrateSchema(client, schema, TENANT_MIGRATIONS, rememberVersion(schema, tenantVersion()))
  await applyTenantPolicies(client, schema)
}

/** What a schema of tenant tables is to have. */
export type Target = { folder: string; version: string; policies: string }

/**
 * Brings a schema of tenant tables up to date, in the caller's transaction. Throws where its walls
 * cannot be made the expected ones.
 */
export async function migrateTenant(
  client: pg.ClientBase,
  schema: string,
  { folder, version, policies: walls }: Target,
) {
  await migrateSchema(client, schema, folder, rememberVersion(schema, version))
  if ((await policiesOf(client, schema)) === walls) return
  await applyTenantPolicies(client, schema)
  if ((await policiesOf(client, schema)) !== walls) throw new Error(NOT_OURS)
}

const NOT_OURS = `Its tables, owners or rights are not those of the schema ${SHARED_SCHEMA}.`

/** The statement that notes, in a comment, what a schema of tenant tables has had. */
export function rememberVersion(schema: string, version: string): string {
  return `comment on schema ${schema} is '${version}'`
}
