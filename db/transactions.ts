import { z } from 'zod'
import { databaseEnv } from '@/lib/env'
import { pool, type Tx, withSettings } from './client'
import { lockOf, ownSchemaOf, SHARED_SCHEMA, searchPath } from './tenants/schemas'
import { webRequests } from './web-request'

export type { Tx }

/** Reads the user's memberships and invitations across orgs, and the orgs that these name. */
export async function asUser<T>(user: { id: string }, run: (tx: Tx) => Promise<T>): Promise<T> {
  const settings = { 'app.user_id': uuid(user.id), search_path: 'public, pg_temp' }
  return withSettings(pool(), [enterRole(databaseEnv().DATABASE_USER_ROLE, settings)], run)
}

/** Reads and writes the rows of one org. `createOrg` uses it too, before the org exists. */
export async function asOrg<T>(
  scope: { user: { id: string }; org: { id: string } },
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const orgId = uuid(scope.org.id)
  const settings = { 'app.user_id': uuid(scope.user.id), 'app.org_id': orgId }
  return withSettings(
    pool(),
    [
      enterRole(databaseEnv().DATABASE_USER_ROLE, settings),
      lockSchema(orgId),
      setSearchPath(orgId),
    ],
    run,
  )
}

/** Inside `asSystem`: from now on, the tables of tenants are those of this org. */
export async function enterOrg(tx: Tx, orgId: string) {
  await tx.execute(lockSchema(uuid(orgId)))
  await tx.execute(setSearchPath(uuid(orgId)))
}

/** Reads and writes across tenants. `biome.json` lists the files that may import it. */
export async function asSystem<T>(reason: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  const settings = { 'app.reason': reason, search_path: SHARED_PATH }
  return withSettings(pool(), [enterRole(databaseEnv().DATABASE_SYSTEM_ROLE, settings)], run)
}

const SHARED_PATH = searchPath(SHARED_SCHEMA)

// Set in each transaction, because poolers reject them as connection parameters.
function timeouts() {
  const statement_timeout = webRequests.getStore() ? '2500ms' : '20s'
  return { statement_timeout, idle_in_transaction_session_timeout: '30s' }
}

function enterRole(role: string, settings: Record<string, string>) {
  const assignments = Object.entries({ role, ...timeouts(), ...settings }).map(
    ([name, value]) => `set_config('${name}', '${value.replaceAll("'", "''")}', true)`,
  )
  return `select ${assignments.join(', ')}`
}

function lockSchema(orgId: string) {
  return `select pg_advisory_xact_lock_shared(${lockOf(ownSchemaOf(orgId))})`
}

function setSearchPath(orgId: string) {
  const schema = `(select schema from public.orgs where id = '${orgId}')`
  const path = searchPath(`' || coalesce(${schema}, '${SHARED_SCHEMA}') || '`)
  return `select set_config('search_path', '${path}', true)`
}

const UUID = z.uuid()

// The value is interpolated into SQL.
const uuid = (value: string) => UUID.parse(value)
