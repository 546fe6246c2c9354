import type pg from 'pg'
import { createPool, inTransaction } from '@/db/client'
import { requireVersion } from '@/db/migrate/require-version'
import { asSystemRole } from '@/db/operations/as-system-role'
import { forEachOf } from '@/db/tenants/at-once'
import { ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { env } from '@/lib/env'
import { type Isolation, moveTenant } from './move-tenant'

export type TenantsToMove = {
  to: Isolation
  /** Of one org alone, by an address that it has or had; without it, of all that are elsewhere. */
  slug?: string
  /** How many orgs are done, and of how many. */
  onProgress?: (done: number, total: number) => void
}

type Org = { id: string; slug: string }

// As many as a small server runs at once.
const AT_ONCE = 8

/**
 * Moves the tables of orgs, deleted ones included, each in a transaction of its own, and answers how
 * many it moved. One that is killed is taken up where it was. Throws a sentence for each org that
 * failed, when the others are there.
 */
export async function moveTenants(
  { to, slug, onProgress }: TenantsToMove,
  url = env().DATABASE_URL_DIRECT,
): Promise<number> {
  const connections = createPool(url, AT_ONCE, 0)
  const failures = new Map<string, string>()
  let [done, moved] = [0, 0]
  try {
    for (;;) {
      const found = await listElsewhere(connections, to, slug)
      const left = found.filter(({ id }) => !failures.has(id))
      if (!left.length) break
      const total = done + left.length
      await forEachOf(left, AT_ONCE, async ({ id, slug }) => {
        try {
          if (await moveTenant(connections, id, to)) moved++
        } catch (error) {
          failures.set(id, `  ${slug}: ${(error as Error).message}`)
        }
        onProgress?.(++done, total)
      })
      // While they were at it, others may have been created.
    }
  } finally {
    await connections.end()
  }
  if (failures.size) throw new Error(sentenceFor([...failures.values()], moved))
  return moved
}

async function listElsewhere(
  connections: pg.Pool,
  to: Isolation,
  slug: string | undefined,
): Promise<Org[]> {
  return inTransaction(connections, 'begin', async (_, client) => {
    await requireVersion(client)
    const { rows } = await asSystemRole(client, SHARED_SCHEMA, () =>
      client.query<Org & { schema: string }>(
        `select id, slug, schema from public.orgs
         where $1::text is null or id = (select org_id from public.org_slugs where slug = $1)
         order by created_at, id`,
        [slug],
      ),
    )
    if (slug && !rows.length) throw new Error(`There is no organization at ${slug}.`)
    const isThere = ({ id, schema }: { id: string; schema: string }) =>
      schema === (to === 'schema' ? ownSchemaOf(id) : SHARED_SCHEMA)
    return rows.filter((org) => !isThere(org))
  })
}

function sentenceFor(failures: string[], moved: number) {
  return [
    `Organizations moved: ${moved}. These were not, and are served from where they were:`,
    ...failures.sort(),
    'Run this again when that is mended.',
  ].join('\n')
}
