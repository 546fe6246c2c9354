import type pg from 'pg'
import { SHARED_SCHEMA } from '@/db/tenants/schemas'
import { SYSTEM_MIGRATIONS } from './migrate'
import { pendingMigrations } from './migration-files'
import { tenantVersion } from './tenant-version'

/** Throws unless the shared tables and those of `schema` are up to date. */
export async function requireVersion(client: pg.ClientBase, schema = SHARED_SCHEMA) {
  const { rows } = await client.query<{ version: string | null }>(
    `select obj_description(to_regnamespace(name), 'pg_namespace') as version
     from unnest($1::text[]) name`,
    [[SHARED_SCHEMA, schema]],
  )
  const pending = await pendingMigrations(client, 'public', SYSTEM_MIGRATIONS)
  if (pending.length || rows.some(({ version }) => version !== tenantVersion())) {
    throw new Error('The database is not up to date. Run `npm run db:migrate` first.')
  }
}
