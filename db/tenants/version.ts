import { createHash } from 'node:crypto'
import type pg from 'pg'
import { fingerprints } from '../fingerprint'
import { migrationsIn } from '../pending'
import { wallsVersion } from '../walls'
import { holdsTenants, SHARED_SCHEMA } from './schemas'

export const TENANT_MIGRATIONS = 'db/migrations/tenant'

/** Changes with the migrations of tenant tables and with the walls. A schema's comment says what it has. */
export function tenantVersion(folder = TENANT_MIGRATIONS): string {
  const hash = createHash('sha256').update(wallsVersion())
  for (const migration of migrationsIn(folder)) hash.update(migration.hash)
  return `tenantry ${hash.digest('hex')}`
}

/**
 * The schemas whose tables or walls are not those of this build, the shared one first. Walls are
 * compared with those of the shared schema, which `verifyWalls` looks at one by one.
 */
export async function listBehind(
  client: pg.ClientBase,
  folder = TENANT_MIGRATIONS,
): Promise<string[]> {
  const version = tenantVersion(folder)
  return named(await listStates(client), (found) => found.version !== version || found.differs)
}

/** The schemas that should have the walls of this build, and do not. */
export async function listDiffering(client: pg.ClientBase): Promise<string[]> {
  const version = tenantVersion()
  return named(await listStates(client), (found) => found.version === version && found.differs)
}

type State = { schema: string; version: string | null; differs: boolean }

async function listStates(
  client: pg.ClientBase,
  schemas = holdsTenants('nspname'),
): Promise<State[]> {
  const { rows } = await client.query(fingerprints(schemas))
  const [shared] = rows
  return rows.map((row) => ({ ...row, differs: row.walls !== shared.walls }))
}

function named(states: State[], which: (state: State) => boolean) {
  return states.filter(which).map(({ schema }) => schema)
}

/** Whether this one is behind. */
export async function isBehind(
  client: pg.ClientBase,
  schema: string,
  folder?: string,
): Promise<boolean> {
  const { differs, version } = await stateOf(client, schema)
  return differs || version !== tenantVersion(folder)
}

/** Whether the walls of a schema are those of the shared one. */
export async function hasWalls(client: pg.ClientBase, schema: string): Promise<boolean> {
  return !(await stateOf(client, schema)).differs
}

async function stateOf(client: pg.ClientBase, schema: string): Promise<State> {
  const states = await listStates(client, `nspname in ('${schema}', '${SHARED_SCHEMA}')`)
  const state = states.find((found) => found.schema === schema)
  if (!state) throw new Error(`There is no schema ${schema}.`)
  return state
}
