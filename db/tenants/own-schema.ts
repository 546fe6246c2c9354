import { sql } from 'drizzle-orm'
import { createTenant } from '@/db/migrate/migrate-tenant'
import type { Tx } from '@/db/transactions'
import { databaseEnv } from '@/lib/env'
import { ownSchemaOf, SHARED_SCHEMA, searchPath } from './schemas'

export async function placeOrg(tx: Tx, orgId: string): Promise<string> {
  if (databaseEnv().TENANT_ISOLATION === 'row') return SHARED_SCHEMA
  const schema = ownSchemaOf(orgId)
  await asLogin(tx, () => createTenant(tx.$client, schema))
  await enterSchema(tx, schema)
  return schema
}

export async function enterSchema(tx: Tx, schema: string) {
  await tx.execute(sql`select set_config('search_path', ${searchPath(schema)}, true)`)
}

/** Only the login role can create and drop schemas. */
export async function asLogin<T>(tx: Tx, run: () => Promise<T>): Promise<T> {
  const { rows } = await tx.execute<{ role: string }>(sql`select current_user as role`)
  await tx.execute(sql`set local role none`)
  const result = await run()
  await tx.execute(sql`set local role ${sql.identifier(rows[0]?.role ?? '')}`)
  return result
}

export async function dropOwnSchema(tx: Tx, orgId: string) {
  await asLogin(tx, () => tx.execute(sql.raw(`drop schema ${ownSchemaOf(orgId)} cascade`)))
}
