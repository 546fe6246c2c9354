import type pg from 'pg'
import { inTransaction } from '@/db/client'
import { MIGRATION_LOCK } from '@/db/migrate/migrate'
import { createTenant } from '@/db/migrate/migrate-tenant'
import { requireVersion } from '@/db/migrate/require-version'
import { withSystemRole } from '@/db/operations/with-system-role'
import { WITHOUT_TIMEOUTS } from '@/db/operations/without-timeouts'
import { requireCreateSchemas } from '@/db/tenants/can-create-schemas'
import { lockOf, movingLockOf, ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import type { Isolation } from '@/lib/env'
import { checksumsOfCopy, copyChanges, copyRows, type Move, removeRows } from './move-rows'
import { listMovingTables } from './moving-tables'

/** Requests only wait while the last changes are copied. Returns false if the org was moved before. */
export async function moveTenant(
  connections: pg.Pool,
  orgId: string,
  isolation: Isolation,
): Promise<boolean> {
  const own = ownSchemaOf(orgId)
  const to = isolation === 'schema' ? own : SHARED_SCHEMA
  return inTransaction(connections, beginMove(own), async (_, client) => {
    const from = await withSystemRole(client, SHARED_SCHEMA, () => findSchema(client, orgId))
    if (!from || from === to) return false
    await requireVersion(client, from)
    if (to === own) {
      await requireCreateSchemas(client)
      await createTenant(client, own)
    }
    await withSystemRole(client, to, async () => {
      const tables = await listMovingTables(client, { orgId, from, to })
      const move = { orgId, from, to, tables }
      await copyRows(client, move)
      await client.query(`select pg_advisory_xact_lock(${lockOf(own)})`)
      await copyChanges(client, move)
      await switchSchema(client, move)
    })
    if (from === own) await client.query(`drop schema ${own} cascade`)
    return true
  })
}

// Blocks migrations, and other moves and exports of this org, but not its requests.
const beginMove = (own: string) => `begin; ${WITHOUT_TIMEOUTS};
  select pg_advisory_xact_lock_shared(${MIGRATION_LOCK});
  select pg_advisory_xact_lock(${movingLockOf(own)});
  select pg_advisory_xact_lock_shared(${lockOf(own)})`

async function findSchema(client: pg.ClientBase, orgId: string) {
  const { rows } = await client.query<{ schema: string }>(
    'select schema from public.orgs where id = $1',
    [orgId],
  )
  return rows[0]?.schema
}

async function switchSchema(client: pg.ClientBase, move: Move) {
  const { rowCount } = await client.query(
    'update public.orgs set schema = $2 where id = $1 and schema = $3',
    [move.orgId, move.to, move.from],
  )
  if (rowCount !== 1) throw new Error('The organization was deleted during the move.')
  const copied = await checksumsOfCopy(client, move)
  const removed = await removeRows(client, move)
  move.tables.forEach(({ name }, index) => {
    const [original, copy] = [removed[index], copied[index]]
    if (original?.rows === copy?.rows && original?.checksum === copy?.checksum) return
    throw new Error(
      `The copy of ${name} differs from the original, so nothing was moved: ${original?.rows} rows, ${copy?.rows} in the copy.`,
    )
  })
}
