import { createHash } from 'node:crypto'
import type pg from 'pg'
import { createPool, inTransaction } from '@/db/client'
import { SYSTEM_MIGRATIONS } from '@/db/migrate/migrate'
import { migrationsIn } from '@/db/migrate/migration-files'
import { requireVersion } from '@/db/migrate/require-version'
import { TENANT_MIGRATIONS } from '@/db/migrate/tenant-version'
import { asSystemRole } from '@/db/operations/as-system-role'
import { listTables } from '@/db/operations/org-tables'
import { WITHOUT_TIMEOUTS } from '@/db/operations/without-timeouts'
import { movingLockOf, ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { env } from '@/lib/env'
import { type Row, writeExport } from './export-file'
import { listSources, PLAIN_TEXT, readRows, type Source } from './org-rows'

type Org = { id: string; slug: string; name: string; schema: string }

/**
 * Writes an org, as it is at one moment, and who its people are, into one file, while everybody works on.
 * `slug` is an address that it has or had. Answers how many rows there are. Throws a sentence if there
 * is no such org, or such a file.
 */
export async function exportTenant(slug: string, file: string, url = env().DATABASE_URL_DIRECT) {
  const connections = createPool(url, 1, 0)
  try {
    const { id } = await findOrg(connections, slug)
    // For the session: a transaction that waits for it might see what was before. It does not move then.
    await connections.query(`select pg_advisory_lock_shared(${movingLockOf(ownSchemaOf(id))})`)
    const org = await findOrg(connections, slug)
    const opening = `begin isolation level repeatable read; ${WITHOUT_TIMEOUTS}; ${PLAIN_TEXT};
      ${await lockTables(connections, org)}`
    return await inTransaction(connections, opening, async (_, client) => {
      await requireVersion(client, org.schema)
      return asSystemRole(client, org.schema, async () => {
        const sources = await listSources(client, id, org.schema)
        return writeExport(file, headerOf(org), rowsOf(client, sources))
      })
    })
  } finally {
    await connections.end()
  }
}

async function findOrg(connections: pg.Pool, slug: string): Promise<Org> {
  return inTransaction(connections, 'begin', async (_, client) => {
    await requireVersion(client)
    return asSystemRole(client, SHARED_SCHEMA, async () => {
      const { rows } = await client.query<Org>(
        `select id, slug, name, schema from public.orgs
         where id = (select org_id from public.org_slugs where slug = $1)`,
        [slug],
      )
      if (!rows[0]) throw new Error(`There is no organization at ${slug}.`)
      return rows[0]
    })
  })
}

// A migration that rewrites a table would leave it empty for those who began to look before.
async function lockTables(connections: pg.Pool, { schema }: Org) {
  const list = async (name: string) =>
    (await inTransaction(connections, 'begin', (_, client) => listTables(client, name))).map(
      (table) => `${name}.${table.name}`,
    )
  const names = [...(await list('public')), ...(await list(schema))]
  return `lock table public.users, ${names.join(', ')} in access share mode`
}

function headerOf({ id, slug, name }: Org) {
  const takenAt = new Date().toISOString()
  return {
    format: 'tenantry organization 1' as const,
    version: exportVersion(),
    org: { id, slug, name },
    takenAt,
  }
}

/** Changes with the tables that an export is of. */
export function exportVersion(): string {
  const hash = createHash('sha256')
  for (const folder of [SYSTEM_MIGRATIONS, TENANT_MIGRATIONS]) {
    for (const migration of migrationsIn(folder)) hash.update(migration.hash)
  }
  return hash.digest('hex')
}

async function* rowsOf(client: pg.ClientBase, sources: Source[]): AsyncGenerator<Row[]> {
  for (const source of sources) {
    for await (const some of readRows(client, source)) {
      yield some.map((values) => ({ table: source.name, values }))
    }
  }
}
