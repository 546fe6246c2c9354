import { randomUUID } from 'node:crypto'
import { and, asc, eq, exists, gt, isNull, ne, or, sql } from 'drizzle-orm'
import { invitations, memberships, orgs } from '@/db/schema/system/orgs'
import { placeOrg } from '@/db/tenants/own-schema'
import { asOrg, asUser } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { type Actor, requireVerifiedEmail, type User } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import { restorableSince } from '@/lib/leaving/purge-date'
import { byName, nameContains } from '@/lib/names/names-in-sql'
import { throttle } from '@/lib/throttle/throttle'
import { claimSlug, withSlugSuggestion } from './claim-slug'
import { addMember } from './memberships'
import { authorize, lockOrg } from './permissions'
import { purgedFrom } from './purge'
import type { Role } from './roles'
import type { Org, OrgScope } from './scope'

/** Throws `conflict` on `slug`, with a suggestion, and `forbidden` if the email is not verified. */
export async function createOrg(
  user: Actor,
  { name, slug }: { name: string; slug: string },
): Promise<OrgScope> {
  const scope: OrgScope = {
    user,
    org: { id: randomUUID(), name, slug },
    membership: { role: 'admin' },
  }
  await throttle('org', { email: user.email })
  await withSlugSuggestion(user, slug, () =>
    asOrg(scope, async (tx) => {
      await requireVerifiedEmail(tx, user)
      await claimSlug(tx, scope.org.id, slug)
      const schema = await placeOrg(tx, scope.org.id)
      await tx.insert(orgs).values({ ...scope.org, schema })
      await addMember(tx, scope, scope.membership.role)
      await record(tx, scope, 'org.create', scope.org.id, { name })
    }),
  )
  return scope
}

export type MyOrg = Org & { role: Role }

export async function listOrgs(user: User): Promise<MyOrg[]> {
  return asUser(user, (tx) =>
    tx
      .select({ id: orgs.id, name: orgs.name, slug: orgs.slug, role: memberships.role })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(and(eq(memberships.userId, user.id), isNull(orgs.deletedAt)))
      .orderBy(asc(byName(orgs.name)), asc(orgs.id)),
  )
}

/** Whether someone else is a member or invited. */
export async function findTeammate(scope: OrgScope): Promise<boolean> {
  const found = await asOrg(scope, (tx) => {
    const others = tx
      .select({ id: memberships.userId })
      .from(memberships)
      .where(and(eq(memberships.orgId, scope.org.id), ne(memberships.userId, scope.user.id)))
    const invited = tx
      .select({ id: invitations.id })
      .from(invitations)
      .where(and(eq(invitations.orgId, scope.org.id), eq(invitations.status, 'pending')))
    return tx
      .select({ id: orgs.id })
      .from(orgs)
      .where(and(eq(orgs.id, scope.org.id), or(exists(others), exists(invited))))
  })
  return found.length > 0
}

export const ORGS_PER_PAGE = 20

/** One page of the orgs of a person. Sorted by use, orgs that were never opened come last. */
export async function searchOrgs(
  user: User,
  {
    search = '',
    sort = 'name',
    page = 1,
  }: { search?: string; sort?: 'name' | 'use'; page?: number } = {},
): Promise<{ orgs: MyOrg[]; total: number }> {
  const lastUsed = sql`${memberships.lastUsedAt} desc nulls last`
  const rows = await asUser(user, (tx) =>
    tx
      .select({
        id: orgs.id,
        name: orgs.name,
        slug: orgs.slug,
        role: memberships.role,
        total: sql<number>`count(*) over ()`.mapWith(Number),
      })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(
        and(
          eq(memberships.userId, user.id),
          isNull(orgs.deletedAt),
          search ? nameContains(orgs.name, search) : undefined,
        ),
      )
      .orderBy(...(sort === 'use' ? [lastUsed] : []), asc(byName(orgs.name)), asc(orgs.id))
      .limit(ORGS_PER_PAGE)
      .offset((page - 1) * ORGS_PER_PAGE),
  )
  // A page after the last has no row with the total.
  const isPastEnd = !rows.length && page > 1
  const total = isPastEnd ? (await searchOrgs(user, { search })).total : (rows[0]?.total ?? 0)
  return { orgs: rows.map(({ total, ...org }) => org), total }
}

const USE_INTERVAL = 60 * 60 * 1000

/** Writes at most once an hour. Throws `not_found` if the person is no longer a member. */
export async function recordUse(scope: OrgScope) {
  const { user, org, membership } = scope
  if (membership.lastUsedAt && +membership.lastUsedAt > Date.now() - USE_INTERVAL) return
  await asOrg(scope, async (tx) => {
    const [used] = await tx
      .update(memberships)
      .set({ lastUsedAt: sql`now()` })
      .where(and(eq(memberships.orgId, org.id), eq(memberships.userId, user.id)))
      .returning({ orgId: memberships.orgId })
    if (!used) throw new AppError('not_found', 'You are not a member of this organization.')
  })
}

/** Earlier slugs stay reserved for the org. Throws `conflict` on `slug` with a suggestion. */
export async function updateOrg(
  scope: OrgScope,
  { name, slug }: { name: string; slug: string },
): Promise<Org> {
  const org = { id: scope.org.id, name, slug }
  await withSlugSuggestion(scope.user, slug, () =>
    asOrg(scope, async (tx) => {
      const before = await lockOrg(tx, scope)
      await authorize(tx, scope, 'org.update')
      const changed = {
        ...(name !== before.name && { name }),
        ...(slug !== before.slug && { slug }),
      }
      if (!Object.keys(changed).length) return
      if (changed.slug) await claimSlug(tx, org.id, slug)
      await tx.update(orgs).set(changed).where(eq(orgs.id, org.id))
      await record(tx, scope, 'org.update', org.id, changed)
    }),
  )
  return org
}

/** The rows stay until the purge. Throws `invalid` unless `confirmation` is the slug. */
export async function deleteOrg(scope: OrgScope, confirmation: string) {
  await asOrg(scope, async (tx) => {
    const { name, slug } = await lockOrg(tx, scope)
    await authorize(tx, scope, 'org.delete')
    if (confirmation !== slug) {
      throw new AppError('invalid', `Type ${slug} to confirm.`, 'confirmation')
    }
    await tx
      .update(orgs)
      .set({ deletedAt: sql`now()`, deletedByName: scope.user.name })
      .where(eq(orgs.id, scope.org.id))
    await record(tx, scope, 'org.delete', scope.org.id, { name })
  })
}

/** Throws `not_found` after DAYS_TO_RESTORE. */
export async function restoreOrg(user: Actor, orgId: string): Promise<Org> {
  const scope = { user, org: { id: orgId } }
  return asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'org.restore')
    const [restored] = await tx
      .update(orgs)
      .set({ deletedAt: null, deletedByName: null })
      .where(and(eq(orgs.id, orgId), gt(orgs.deletedAt, restorableSince())))
      .returning({ id: orgs.id, name: orgs.name, slug: orgs.slug })
    if (!restored) throw new AppError('not_found', 'This organization can no longer be restored.')
    await record(tx, scope, 'org.restore', orgId, { name: restored.name })
    return restored
  })
}

export type DeletedOrg = { id: string; name: string; deletedByName: string; purgedFrom: Date }

export async function listDeletedOrgs(user: User): Promise<DeletedOrg[]> {
  return asUser(user, (tx) =>
    tx
      .select({
        id: orgs.id,
        name: orgs.name,
        deletedByName: sql<string>`coalesce(${orgs.deletedByName}, '')`,
        purgedFrom,
      })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(
        and(
          eq(memberships.userId, user.id),
          eq(memberships.role, 'admin'),
          gt(orgs.deletedAt, restorableSince()),
        ),
      )
      .orderBy(asc(byName(orgs.name)), asc(orgs.id)),
  )
}
