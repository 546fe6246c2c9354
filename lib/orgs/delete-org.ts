import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { asOrg, asUser } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import type { Actor, User } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import { lockOrg } from './memberships'
import { authorize } from './permissions'
import type { Org, OrgScope } from './scope'

export const DAYS_TO_RESTORE = 30

/** The moment before which a deletion is final. */
export const restorableSince = () => new Date(Date.now() - DAYS_TO_RESTORE * 24 * 60 * 60 * 1000)

/**
 * Closes the org to everybody at once; its rows stay until they are purged. Throws `invalid` on
 * `confirmation` unless that is the org's address.
 */
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

/** Opens a deleted org again, as it was. Throws `not_found` after 30 days. */
export async function restoreOrg(user: Actor, orgId: string): Promise<Org> {
  const scope = { user, org: { id: orgId } }
  return asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'org.restore')
    const [restored] = await tx
      .update(orgs)
      .set({ deletedAt: null, deletedByName: null })
      .where(and(eq(orgs.id, orgId), gt(orgs.deletedAt, restorableSince())))
      .returning({ id: orgs.id, name: orgs.name, slug: orgs.slug })
    if (!restored) throw new AppError('not_found', 'This organization cannot be restored any more.')
    await record(tx, scope, 'org.restore', orgId, { name: restored.name })
    return restored
  })
}

export type DeletedOrg = { id: string; name: string; deletedByName: string; purgedFrom: Date }

/** The deleted orgs that the person was an admin of, and when each is purged. */
export async function listDeletedOrgs(user: User): Promise<DeletedOrg[]> {
  const found = await asUser(user, (tx) =>
    tx
      .select({
        id: orgs.id,
        name: orgs.name,
        deletedByName: sql<string>`coalesce(${orgs.deletedByName}, '')`,
        purgedFrom:
          sql<Date>`${orgs.deletedAt} + make_interval(days => ${DAYS_TO_RESTORE})`.mapWith(
            orgs.deletedAt,
          ),
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
      .orderBy(asc(orgs.name), asc(orgs.id)),
  )
  return found
}
