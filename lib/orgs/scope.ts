import { and, eq, exists, gt, inArray, isNotNull, isNull, not, type SQL, sql } from 'drizzle-orm'
import { invitations, memberships, orgSlugs, orgs } from '@/db/schema/system/orgs'
import { twoFactors } from '@/db/schema/system/two-factors'
import { sessions, users } from '@/db/schema/system/users'
import { asSystem, asUser, type Tx } from '@/db/transactions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { isOpenSession, type Session, sessionColumns } from '@/lib/auth/sessions'
import type { Role } from './roles'

export type Org = { id: string; name: string; slug: string }
export type Membership = { role: Role; lastUsedAt?: Date }

/** `membership.role` is a snapshot: services that change data read it again. */
export type OrgScope = { user: Actor; org: Org; membership: Membership }

/**
 * The scope is null for outsiders and deleted orgs, and for a member who `lacksTwoFactor` although the org
 * requires it. `waiting` counts the user's invitations.
 */
export type OrgSession = Session & {
  scope: OrgScope | null
  lacksTwoFactor: boolean
  waiting: number
}

/** An earlier slug names the org too; `scope.org.slug` is the current one. */
type OrgKey = { slug: string } | { id: string }

const columns = {
  org: { id: orgs.id, name: orgs.name, slug: orgs.slug },
  membership: { role: memberships.role, lastUsedAt: memberships.lastUsedAt },
}

/** For guards: one statement finds the session, its user, and the org through the user's membership. */
export async function findOrgSession(
  { session = '', ipAddress }: Caller,
  key: OrgKey,
): Promise<OrgSession | null> {
  const [found] = await asSystem('find session and scope', (tx) =>
    tx
      .select({
        ...sessionColumns,
        ...columns,
        lacksTwoFactor: missesTwoFactor(tx),
        waiting: countWaiting(tx),
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .leftJoin(memberships, and(eq(memberships.userId, users.id), isInOrg(tx, key)))
      .leftJoin(orgs, and(eq(orgs.id, memberships.orgId), isNull(orgs.deletedAt)))
      .where(isOpenSession(session)),
  )
  if (!found) return null
  const { lastSeenAt, org, membership, waiting } = found
  const lacksTwoFactor = found.lacksTwoFactor === true
  const user = { ...found.user, ipAddress }
  const scope = !lacksTwoFactor && org && membership ? scopeOf(user, org, membership) : null
  return { user, lastSeenAt, scope, lacksTwoFactor, waiting }
}

/** Null without an org. */
function missesTwoFactor(tx: Tx): SQL<boolean | null> {
  const own = tx
    .select({ userId: twoFactors.userId })
    .from(twoFactors)
    .where(and(eq(twoFactors.userId, users.id), isNotNull(twoFactors.confirmedAt)))
  return sql`${orgs.requiresTwoFactor} and ${not(exists(own))}`
}

/** The condition for an invitation that the person in `users` can accept. */
export const isWaiting = () =>
  and(
    eq(invitations.email, users.email),
    isNotNull(users.emailVerified),
    eq(invitations.status, 'pending'),
    gt(invitations.expiresAt, new Date()),
  )

function countWaiting(tx: Tx) {
  const open = tx.select({ id: orgs.id }).from(orgs).where(isNull(orgs.deletedAt))
  return tx.$count(invitations, and(isWaiting(), inArray(invitations.orgId, open)))
}

/** Null for outsiders and deleted orgs. */
export async function findScope(user: Actor, key: OrgKey): Promise<OrgScope | null> {
  const [found] = await asUser(user, (tx) =>
    tx
      .select(columns)
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(and(eq(memberships.userId, user.id), isInOrg(tx, key), isNull(orgs.deletedAt))),
  )
  return found ? scopeOf(user, found.org, found.membership) : null
}

function isInOrg(tx: Tx, key: OrgKey) {
  if ('id' in key) return eq(memberships.orgId, key.id)
  const bySlug = tx.select({ id: orgSlugs.orgId }).from(orgSlugs).where(eq(orgSlugs.slug, key.slug))
  return eq(memberships.orgId, bySlug)
}

type FoundMembership = { role: Role; lastUsedAt: Date | null }

function scopeOf(user: Actor, org: Org, { role, lastUsedAt }: FoundMembership): OrgScope {
  return { user, org, membership: { role, lastUsedAt: lastUsedAt ?? undefined } }
}
