import type pg from 'pg'
import { createPool, inTransaction } from '@/db/client'
import { MIGRATION_LOCK } from '@/db/migrate/migrate'
import { createTenant } from '@/db/migrate/migrate-tenant'
import { requireVersion } from '@/db/migrate/require-version'
import { differingTables } from '@/db/operations/checksums'
import type { Row } from '@/db/operations/export/export-format'
import { FIXED_TEXT_FORMAT, listSources, type Values } from '@/db/operations/export/org-rows'
import { withSystemRole } from '@/db/operations/with-system-role'
import { WITHOUT_TIMEOUTS } from '@/db/operations/without-timeouts'
import { requireCreateSchemas } from '@/db/tenants/can-create-schemas'
import { movingLockOf, ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { databaseEnv, type Isolation } from '@/lib/env'
import { isSlug } from '@/lib/tenancy/slugs'
import { type ImportFile, readImportFile } from './import-file'
import {
  checksumsInDatabase,
  createStagingTable,
  insertStagedRows,
  stageRows,
  translatedRows,
} from './import-rows'
import { importUsers } from './import-users'
import { findTakenSlugs, requireNotImported } from './require-not-imported'

export type Imported = {
  slug: string
  members: number
  newUsers: string[]
  /** Earlier slugs of the org that belong to other orgs in this deployment. */
  skippedSlugs: string[]
  pendingInvitations: number
}

/** Compares the org with the file before the commit. `slug` replaces the one in the file. */
export async function importTenant(
  path: string,
  {
    slug,
    isolation = databaseEnv().TENANT_ISOLATION,
  }: { slug?: string; isolation?: Isolation } = {},
  url = databaseEnv().DATABASE_URL_DIRECT,
): Promise<Imported> {
  const file = await readImportFile(path)
  const orgId = file.header.org.id
  const connections = createPool(url, 1, 0)
  const begin = `begin; ${WITHOUT_TIMEOUTS}; ${FIXED_TEXT_FORMAT};
    select pg_advisory_xact_lock_shared(${MIGRATION_LOCK});
    select pg_advisory_xact_lock(${movingLockOf(ownSchemaOf(orgId))})`
  try {
    return await inTransaction(connections, begin, async (_, client) => {
      await requireVersion(client)
      await withSystemRole(client, SHARED_SCHEMA, () => requireNotImported(client, file))
      const schema = await createSchemaFor(client, orgId, isolation)
      await client.query(createStagingTable(databaseEnv().DATABASE_SYSTEM_ROLE))
      return withSystemRole(client, schema, () => importOrg(client, file, schema, slug))
    })
  } finally {
    await connections.end()
  }
}

async function createSchemaFor(client: pg.ClientBase, orgId: string, isolation: Isolation) {
  if (isolation === 'row') return SHARED_SCHEMA
  await requireCreateSchemas(client)
  await createTenant(client, ownSchemaOf(orgId))
  return ownSchemaOf(orgId)
}

async function importOrg(
  client: pg.ClientBase,
  { file, header, users, slugs, pendingInvitations }: ImportFile,
  schema: string,
  slug = header.org.slug,
): Promise<Imported> {
  const orgId = header.org.id
  if (!isSlug(slug)) {
    throw new Error(`The slug ${slug} is reserved or invalid. Choose another one with --slug.`)
  }
  const taken = await findTakenSlugs(client, [slug, ...slugs], orgId)
  if (taken.has(slug)) {
    throw new Error(`The slug ${slug} is taken. Choose another one, for example --slug ${slug}-2.`)
  }
  const { ids, newUsers } = await importUsers(client, users)
  const extraRows = slugs.includes(slug) ? [] : [await slugRow(client, orgId, slug)]
  const target = { ids, slug, taken }
  const expected = await stageRows(client, translatedRows({ file, target, extraRows }))
  const sources = await listSources(client, orgId, schema)
  await insertStagedRows(client, sources.slice(1), schema)
  const differing = differingTables(await checksumsInDatabase(client, orgId, schema), expected)
  if (differing.length) {
    throw new Error(`The imported rows differ from the file: ${differing.join(', ')}.`)
  }
  // The org exists again, so it can be purged again.
  await client.query('delete from public.purged_orgs where id = $1', [orgId])
  return {
    slug,
    members: users.length,
    newUsers,
    skippedSlugs: slugs.filter((earlier) => taken.has(earlier)),
    pendingInvitations,
  }
}

async function slugRow(client: pg.ClientBase, orgId: string, slug: string): Promise<Row> {
  const { rows } = await client.query<Values>(
    'select now()::timestamptz(3)::text as created_at, $1 as org_id, $2 as slug',
    [orgId, slug],
  )
  return { table: 'public.org_slugs', values: rows[0] ?? {} }
}
