import type pg from 'pg'
import { createPool, inTransaction } from '@/db/client'
import { MIGRATION_LOCK } from '@/db/migrate/migrate'
import { createTenant } from '@/db/migrate/migrate-tenant'
import { requireVersion } from '@/db/migrate/require-version'
import { asSystemRole } from '@/db/operations/as-system-role'
import { differingTables } from '@/db/operations/checksums'
import type { Row } from '@/db/operations/export/export-file'
import { listSources, PLAIN_TEXT, type Values } from '@/db/operations/export/org-rows'
import type { Isolation } from '@/db/operations/move/move-tenant'
import { WITHOUT_TIMEOUTS } from '@/db/operations/without-timeouts'
import { requireCreateSchemas } from '@/db/tenants/can-create-schemas'
import { movingLockOf, ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { env } from '@/lib/env'
import { type ImportFile, readWhole } from './import-file'
import { addPeople } from './import-people'
import { checksumsInDatabase, createStaged, insertStaged, stage, translated } from './import-rows'
import { requireAbsent, takenOf } from './require-absent'

export type Imported = {
  slug: string
  members: number
  /** The addresses of those who had no account before. */
  newUsers: string[]
  /** Earlier addresses of the org that others have here. */
  leftOut: string[]
  /** How many invitations nobody has answered. */
  pending: number
}

/**
 * Brings in the org of a file, all of it or nothing, compared with the file before anybody sees it.
 * Without another `slug` it keeps its address. Throws a sentence for a file that is damaged, of other
 * tables, or here already.
 */
export async function importTenant(
  path: string,
  { slug, isolation = env().TENANT_ISOLATION }: { slug?: string; isolation?: Isolation } = {},
  url = env().DATABASE_URL_DIRECT,
): Promise<Imported> {
  const file = await readWhole(path)
  const orgId = file.header.org.id
  const connections = createPool(url, 1, 0)
  const opening = `begin; ${WITHOUT_TIMEOUTS}; ${PLAIN_TEXT};
    select pg_advisory_xact_lock_shared(${MIGRATION_LOCK});
    select pg_advisory_xact_lock(${movingLockOf(ownSchemaOf(orgId))})`
  try {
    return await inTransaction(connections, opening, async (_, client) => {
      await requireVersion(client)
      await asSystemRole(client, SHARED_SCHEMA, () => requireAbsent(client, file))
      const schema = await placeFor(client, orgId, isolation)
      await client.query(createStaged(env().DATABASE_SYSTEM_ROLE))
      return asSystemRole(client, schema, () => bringIn(client, file, schema, slug))
    })
  } finally {
    await connections.end()
  }
}

async function placeFor(client: pg.ClientBase, orgId: string, isolation: Isolation) {
  if (isolation === 'row') return SHARED_SCHEMA
  await requireCreateSchemas(client)
  await createTenant(client, ownSchemaOf(orgId))
  return ownSchemaOf(orgId)
}

async function bringIn(
  client: pg.ClientBase,
  { file, header, people, slugs, pending }: ImportFile,
  schema: string,
  slug = header.org.slug,
): Promise<Imported> {
  const orgId = header.org.id
  const taken = await takenOf(client, [slug, ...slugs], orgId)
  if (taken.has(slug)) {
    throw new Error(`The address ${slug} is taken here: choose another, such as --slug ${slug}-2.`)
  }
  const { ids, newUsers: strangers } = await addPeople(client, people)
  const more = slugs.includes(slug) ? [] : [await rowOf(client, orgId, slug)]
  const here = { ids, slug, taken }
  const expected = await stage(client, translated({ file, here, more }))
  const sources = await listSources(client, orgId, schema)
  await insertStaged(client, sources.slice(1), schema)
  const differing = differingTables(await checksumsInDatabase(client, orgId, schema), expected)
  if (differing.length) {
    throw new Error(`What was written is not what is in the file: ${differing.join(', ')}.`)
  }
  // It lives again, and may be purged again.
  await client.query('delete from public.purged_orgs where id = $1', [orgId])
  return {
    slug,
    members: people.length,
    newUsers: strangers,
    leftOut: slugs.filter((one) => taken.has(one)),
    pending,
  }
}

async function rowOf(client: pg.ClientBase, orgId: string, slug: string): Promise<Row> {
  const { rows } = await client.query<Values>(
    'select now()::timestamptz(3)::text as created_at, $1 as org_id, $2 as slug',
    [orgId, slug],
  )
  return { table: 'public.org_slugs', values: rows[0] ?? {} }
}
