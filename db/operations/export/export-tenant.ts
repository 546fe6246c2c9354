import type pg from 'pg'
import { createPool, inTransaction } from '@/db/client'
import { requireVersion } from '@/db/migrate/require-version'
import { listTables } from '@/db/operations/org-tables'
import { withSystemRole } from '@/db/operations/with-system-role'
import { WITHOUT_TIMEOUTS } from '@/db/operations/without-timeouts'
import { movingLockOf, ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { databaseEnv } from '@/lib/env'
import { exportVersion, type Header, type Row } from './export-format'
import { FIXED_TEXT_FORMAT, listSources, readRows, type Source } from './org-rows'
import { writeExport } from './write-export'

type Org = { id: string; slug: string; name: string; schema: string }

/** `slug` can be an earlier one. Returns the number of rows. Throws if the file exists. */
export async function exportTenant(
  slug: string,
  file: string,
  url = databaseEnv().DATABASE_URL_DIRECT,
) {
  const connections = createPool(url, 1, 0)
  try {
    const { id } = await findOrg(connections, slug)
    // For the session: a transaction that waits for the lock could have a snapshot from before a move.
    await connections.query(`select pg_advisory_lock_shared(${movingLockOf(ownSchemaOf(id))})`)
    const org = await findOrg(connections, slug)
    const begin = `begin isolation level repeatable read; ${WITHOUT_TIMEOUTS}; ${FIXED_TEXT_FORMAT};
      ${await lockTables(connections, org)}`
    return await inTransaction(connections, begin, async (_, client) => {
      await requireVersion(client, org.schema)
      return withSystemRole(client, org.schema, async () => {
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
    return withSystemRole(client, SHARED_SCHEMA, async () => {
      const { rows } = await client.query<Org>(
        `select id, slug, name, schema from public.orgs
         where id = (select org_id from public.org_slugs where slug = $1)`,
        [slug],
      )
      if (!rows[0]) throw new Error(`No organization has the slug ${slug}.`)
      return rows[0]
    })
  })
}

// A migration that rewrites a table would make it look empty to an older snapshot.
async function lockTables(connections: pg.Pool, { schema }: Org) {
  const list = async (name: string) =>
    (await inTransaction(connections, 'begin', (_, client) => listTables(client, name))).map(
      (table) => `${name}.${table.name}`,
    )
  const names = [...(await list('public')), ...(await list(schema))]
  return `lock table public.users, ${names.join(', ')} in access share mode`
}

function headerOf({ id, slug, name }: Org): Header {
  return {
    format: 'organization 1',
    version: exportVersion(),
    org: { id, slug, name },
    takenAt: new Date().toISOString(),
  }
}

async function* rowsOf(client: pg.ClientBase, sources: Source[]): AsyncGenerator<Row[]> {
  for (const source of sources) {
    for await (const batch of readRows(client, source)) {
      yield batch.map((values) => ({ table: source.name, values }))
    }
  }
}
