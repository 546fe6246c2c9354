import type pg from 'pg'
import {
  applySystemPolicies,
  applyTenantPolicies,
  PROTECTED_SYSTEM_TABLES,
  policiesVersion,
} from './policies'
import { fingerprint } from './policies-fingerprint'
import { SHARED_SCHEMA } from './tenants/schemas'

/**
 * Raises the walls of what orgs share, in the caller's transaction, unless they are as they were
 * raised: it locks every table, which is nothing to do to a database that serves without need.
 */
export async function applySharedPolicies(client: pg.ClientBase) {
  if (await policiesAreCurrent(client)) return
  await applySystemPolicies(client)
  await applyTenantPolicies(client, SHARED_SCHEMA)
  await client.query(`comment on table public.__migrations is '${await currentPolicies(client)}'`)
}

/** Whether the walls of what orgs share are those of this build, and nobody has changed them since. */
export async function policiesAreCurrent(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `select obj_description(to_regclass('public.__migrations'), 'pg_class') as raised`,
  )
  return rows[0].raised === (await currentPolicies(client))
}

async function currentPolicies(client: pg.ClientBase): Promise<string> {
  const named = PROTECTED_SYSTEM_TABLES.map((table) => `'${table}'`).join()
  const { rows } = await client.query<{ walls: string }>(
    `select ${fingerprint(`(n.nspname <> 'public' or relname in (${named}))`)} as walls
     from pg_namespace n where nspname in ('public', '${SHARED_SCHEMA}') order by nspname`,
  )
  return [policiesVersion(), ...rows.map(({ walls }) => walls)].join(' ')
}
