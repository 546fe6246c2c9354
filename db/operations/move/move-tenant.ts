import type pg from 'pg'
import { inTransaction } from '@/db/client'
import { MIGRATION_LOCK } from '@/db/migrate/migrate'
import { createTenant } from '@/db/migrate/migrate-tenant'
import { requireVersion } from '@/db/migrate/require-version'
import { asSystemRole } from '@/db/operations/as-system-role'
import { WITHOUT_TIMEOUTS } from '@/db/operations/without-timeouts'
import { requireCreateSchemas } from '@/db/tenants/can-create-schemas'
import { lockOf, movingLockOf, ownSchemaOf, SHARED_SCHEMA } from '@/db/tenants/schemas'
import type { env } from '@/lib/env'
import { catchUp, copyRows, type Move, removeRows, sumUp } from './move-rows'
import { listMovingTables } from './moving-tables'

export type Isolation = ReturnType<typeof env>['TENANT_ISOLATION']

/**
 * Moves the tenant tables of an org into a schema of its own, or back to the shared one: all of it or
 * nothing. The org is read and written while its rows are copied; then those who enter it wait until
 * what has changed meanwhile is copied as well, compared and removed where it was. Answers false if
 * it is there already.
 */
export async function moveTenant(
  connections: pg.Pool,
  orgId: string,
  isolation: Isolation,
): Promise<boolean> {
  const own = ownSchemaOf(orgId)
  const to = isolation === 'schema' ? own : SHARED_SCHEMA
  return inTransaction(connections, opening(own), async (_, client) => {
    const from = await asSystemRole(client, SHARED_SCHEMA, () => placeOf(client, orgId))
    if (!from || from === to) return false
    await requireVersion(client, from)
    if (to === own) {
      await requireCreateSchemas(client)
      await createTenant(client, own)
    }
    await asSystemRole(client, to, async () => {
      const tables = await listMovingTables(client, { orgId, from, to })
      const move = { orgId, from, to, tables }
      await copyRows(client, move)
      await client.query(`select pg_advisory_xact_lock(${lockOf(own)})`)
      await catchUp(client, move)
      await finish(client, move)
    })
    if (from === own) await client.query(`drop schema ${own} cascade`)
    return true
  })
}

// Migrations wait, as do other movers and exports of this org. Whoever is inside the org does not.
const opening = (own: string) => `begin; ${WITHOUT_TIMEOUTS};
  select pg_advisory_xact_lock_shared(${MIGRATION_LOCK});
  select pg_advisory_xact_lock(${movingLockOf(own)});
  select pg_advisory_xact_lock_shared(${lockOf(own)})`

async function placeOf(client: pg.ClientBase, orgId: string) {
  const { rows } = await client.query<{ schema: string }>(
    'select schema from public.orgs where id = $1',
    [orgId],
  )
  return rows[0]?.schema
}

async function finish(client: pg.ClientBase, move: Move) {
  const { rowCount } = await client.query(
    'update public.orgs set schema = $2 where id = $1 and schema = $3',
    [move.orgId, move.to, move.from],
  )
  if (rowCount !== 1) throw new Error('It was removed meanwhile.')
  const copied = await sumUp(client, move)
  const removed = await removeRows(client, move)
  move.tables.forEach(({ name }, index) => {
    const [here, there] = [removed[index], copied[index]]
    if (here?.rows === there?.rows && here?.checksum === there?.checksum) return
    throw new Error(
      `The copy of ${name} is not the same, and was dropped: ${here?.rows} rows, ${there?.rows} in the copy.`,
    )
  })
}
