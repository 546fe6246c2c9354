import type pg from 'pg'
import {
  applySystemPolicies,
  applyTenantPolicies,
  PROTECTED_SYSTEM_TABLES,
  policiesVersion,
} from './policies'
import { fingerprint } from './policies-fingerprint'
import { SHARED_SCHEMA } from './tenants/schemas'

/** Skips current policies, because applying them locks every table. */
export async function applySharedPolicies(client: pg.ClientBase) {
  if (await policiesAreCurrent(client)) return
  await applySystemPolicies(client)
  await applyTenantPolicies(client, SHARED_SCHEMA)
  await client.query(`comment on table public.__migrations is '${await currentPolicies(client)}'`)
}

export async function policiesAreCurrent(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `select obj_description(to_regclass('public.__migrations'), 'pg_class') as applied`,
  )
  return rows[0].applied === (await currentPolicies(client))
}

async function currentPolicies(client: pg.ClientBase): Promise<string> {
  const tables = PROTECTED_SYSTEM_TABLES.map((table) => `'${table}'`).join()
  const { rows } = await client.query<{ policies: string }>(
    `select ${fingerprint(`(n.nspname <> 'public' or relname in (${tables}))`)} as policies
     from pg_namespace n where nspname in ('public', '${SHARED_SCHEMA}') order by nspname`,
  )
  return [policiesVersion(), ...rows.map(({ policies }) => policies)].join(' ')
}
