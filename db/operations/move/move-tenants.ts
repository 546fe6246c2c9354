import pLimit from 'p-limit'
import type pg from 'pg'
import { createPool, inTransaction } from '@/db/client'
import { requireVersion } from '@/db/migrate/require-version'
import { withSystemRole } from '@/db/operations/with-system-role'
import { ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import { databaseEnv, type Isolation } from '@/lib/env'
import { moveTenant } from './move-tenant'

export type TenantsToMove = {
  to: Isolation
  /** Limits the move to one org, by a current or earlier slug. */
  slug?: string
  onProgress?: (done: number, total: number) => void
}

type Org = { id: string; slug: string }

const CONCURRENCY = 8

/** Includes deleted orgs. The error lists every failed org. It is thrown after the others are done. */
export async function moveTenants(
  { to, slug, onProgress }: TenantsToMove,
  url = databaseEnv().DATABASE_URL_DIRECT,
): Promise<number> {
  const connections = createPool(url, CONCURRENCY, 0)
  const limit = pLimit(CONCURRENCY)
  const failures = new Map<string, string>()
  let [done, moved] = [0, 0]
  try {
    // Repeated, because orgs can be created in the meantime.
    for (;;) {
      const found = await listOrgsToMove(connections, to, slug)
      const left = found.filter(({ id }) => !failures.has(id))
      if (!left.length) break
      const total = done + left.length
      const moveAndReport = async ({ id, slug }: Org) => {
        try {
          if (await moveTenant(connections, id, to)) moved++
        } catch (error) {
          failures.set(id, `  ${slug}: ${(error as Error).message}`)
        }
        onProgress?.(++done, total)
      }
      await Promise.all(left.map((org) => limit(moveAndReport, org)))
    }
  } finally {
    await connections.end()
  }
  if (failures.size) throw new Error(describeFailures([...failures.values()], moved))
  return moved
}

async function listOrgsToMove(
  connections: pg.Pool,
  to: Isolation,
  slug: string | undefined,
): Promise<Org[]> {
  return inTransaction(connections, 'begin', async (_, client) => {
    await requireVersion(client)
    const { rows } = await withSystemRole(client, SHARED_SCHEMA, () =>
      client.query<Org & { schema: string }>(
        `select id, slug, schema from public.orgs
         where $1::text is null or id = (select org_id from public.org_slugs where slug = $1)
         order by created_at, id`,
        [slug],
      ),
    )
    if (slug && !rows.length) throw new Error(`No organization has the slug ${slug}.`)
    const isMoved = ({ id, schema }: { id: string; schema: string }) =>
      schema === (to === 'schema' ? ownSchemaOf(id) : SHARED_SCHEMA)
    return rows.filter((org) => !isMoved(org))
  })
}

function describeFailures(failures: string[], moved: number) {
  return [
    `Organizations moved: ${moved}. These were not moved, and keep working as before:`,
    ...failures.sort(),
    'Fix these errors, then run the command again.',
  ].join('\n')
}
