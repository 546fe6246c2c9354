import type pg from 'pg'
import { applyTenantPolicies } from '@/db/policies'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { createSchema, migrateSchema } from './migrate-schema'
import { policiesOf, recordVersion, TENANT_MIGRATIONS, tenantVersion } from './tenant-version'

export async function createTenant(client: pg.ClientBase, schema: string) {
  await createSchema(client, schema)
  await migrateSchema(client, schema, TENANT_MIGRATIONS, recordVersion(schema, tenantVersion()))
  await applyTenantPolicies(client, schema)
}

export type Target = { folder: string; version: string; policies: string }

/** Throws if the schema still differs from the target after its policies were applied. */
export async function migrateTenant(
  client: pg.ClientBase,
  schema: string,
  { folder, version, policies }: Target,
) {
  await migrateSchema(client, schema, folder, recordVersion(schema, version))
  if ((await policiesOf(client, schema)) === policies) return
  await applyTenantPolicies(client, schema)
  if ((await policiesOf(client, schema)) !== policies) throw new Error(DIFFERS)
}

const DIFFERS = `Its tables, owners, policies or grants differ from those of the schema ${SHARED_SCHEMA}. Remove what was added outside migrations.`
