import { and, eq, getTableName, gt } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { invitations, memberships } from '@/db/schema/system/orgs'
import type { Tx } from '@/db/transactions'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { lockOrg } from '@/lib/orgs/permissions'
import { FEATURE_NAMES, type Feature, type Limits, PLANS, type Plan } from './plans'

type Scope = { org: { id: string } }

/** A table whose name is a limit of the plans. */
type LimitedTable = PgTable & { orgId: PgColumn; _: { name: Exclude<keyof Limits, 'members'> } }

/** The plan of every organization. */
export function currentPlan(): Plan {
  return PLANS[env().PLAN]
}

export function hasFeature(feature: Feature): boolean {
  return currentPlan().features.includes(feature)
}

/** Throws `forbidden` if the plan lacks the feature. */
export function requireFeature(feature: Feature) {
  if (hasFeature(feature)) return
  const { name } = currentPlan()
  throw new AppError('forbidden', `The plan ${name} does not include ${FEATURE_NAMES[feature]}.`)
}

/** Call it before an insert. Throws `conflict` on `field` if the table has as many rows as the plan allows. */
export async function requireRoom(tx: Tx, scope: Scope, table: LimitedTable, field: string) {
  const name = getTableName(table) as LimitedTable['_']['name']
  const limit = currentPlan().limits[name]
  if (limit === null) return
  await lockOrg(tx, scope)
  if ((await tx.$count(table, eq(table.orgId, scope.org.id))) < limit) return
  throw full(`All ${limit} ${name}`, 'Delete one first.', field)
}

/**
 * Call it after members or invitations were added. Open invitations take a seat too. Throws `conflict` on
 * `field` if the plan has fewer seats.
 */
export async function requireSeats(tx: Tx, scope: Scope, field?: string) {
  const limit = currentPlan().limits.members
  if (limit === null) return
  await lockOrg(tx, scope)
  const { id } = scope.org
  const isOpen = and(
    eq(invitations.orgId, id),
    eq(invitations.status, 'pending'),
    gt(invitations.expiresAt, new Date()),
  )
  const members = await tx.$count(memberships, eq(memberships.orgId, id))
  if (members + (await tx.$count(invitations, isOpen)) <= limit) return
  throw full(`All ${limit} seats`, 'An admin can remove someone or revoke an invitation.', field)
}

function full(what: string, wayOut: string, field?: string) {
  const message = `${what} of the plan ${currentPlan().name} are taken. ${wayOut}`
  return new AppError('conflict', message, field)
}
