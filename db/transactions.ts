import { z } from 'zod'
import { env } from '@/lib/env'
import { inTransaction, pool, type Tx } from './client'
import { lockOf, ownSchemaOf, SHARED_SCHEMA, searchPath } from './tenants/schemas'

export type { Tx }

/** Reads what belongs to a person across orgs: memberships, invitations, and the orgs behind both. */
export async function asUser<T>(user: { id: string }, run: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(
    pool(),
    opening(env().DATABASE_USER_ROLE, {
      'app.user_id': uuid(user.id),
      search_path: 'public, pg_temp',
    }),
    run,
  )
}

/** Reads and writes the rows of one org only. `org.id` may be new: that is how an org is created. */
export async function asOrg<T>(
  scope: { user: { id: string }; org: { id: string } },
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const orgId = uuid(scope.org.id)
  const begin = opening(env().DATABASE_USER_ROLE, {
    'app.user_id': uuid(scope.user.id),
    'app.org_id': orgId,
  })
  return inTransaction(pool(), `${begin}; ${stayInPlace(orgId)}; ${enterSchemaOf(orgId)}`, run)
}

/**
 * Reads and writes across tenants, for what no tenant can do by itself: sessions, sign-up, finding
 * an invitation by its token, jobs. `tests/architecture.test.ts` lists its callers.
 */
export async function asSystem<T>(reason: string, run: (tx: Tx) => Promise<T>): Promise<T> {
  const settings = { 'app.reason': reason, search_path: SHARED_PATH }
  return inTransaction(pool(), opening(env().DATABASE_SYSTEM_ROLE, settings), run)
}

const SHARED_PATH = searchPath(SHARED_SCHEMA)

// Poolers refuse these as connection parameters, so they travel with each transaction.
const LIMITS = { statement_timeout: '20s', idle_in_transaction_session_timeout: '30s' }

function opening(role: string, settings: Record<string, string>) {
  const assignments = Object.entries({ ...LIMITS, ...settings }).map(
    ([name, value]) => `set_config('${name}', '${value.replaceAll("'", "''")}', true)`,
  )
  return `begin; set local role "${role}"; select ${assignments.join(', ')}`
}

// Its tables do not move to another schema before the transaction ends.
function stayInPlace(orgId: string) {
  return `select pg_advisory_xact_lock_shared(${lockOf(ownSchemaOf(orgId))})`
}

// `orgs.schema` says where the org's tables are; an org that is being created has no row yet.
function enterSchemaOf(orgId: string) {
  const schema = `(select schema from public.orgs where id = '${orgId}')`
  const path = searchPath(`' || coalesce(${schema}, '${SHARED_SCHEMA}') || '`)
  return `select set_config('search_path', '${path}', true)`
}

// The value becomes a literal in the opening string: nothing but a uuid may pass.
const uuid = (value: string) => z.uuid().parse(value)
