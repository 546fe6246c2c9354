import { and, eq, inArray, isNotNull, isNull, ne } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { twoFactors } from '@/db/schema/system/two-factors'
import { asOrg, asSystem, asUser } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import type { User } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import { byName } from '@/lib/names/names-in-sql'
import { authorize, lockOrg } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'
import { findTwoFactor } from './two-factor'

/**
 * Members without two-factor have to set it up at their next request. Throws `conflict` for an admin without
 * it.
 */
export async function setTwoFactorRequired(scope: OrgScope, required: boolean) {
  const { confirmedAt } = await findTwoFactor(scope.user)
  await asOrg(scope, async (tx) => {
    const { name } = await lockOrg(tx, scope)
    await authorize(tx, scope, 'org.update')
    if (required && !confirmedAt) {
      throw new AppError('conflict', 'Set up two-factor authentication for your account first.')
    }
    const [changed] = await tx
      .update(orgs)
      .set({ requiresTwoFactor: required })
      .where(and(eq(orgs.id, scope.org.id), ne(orgs.requiresTwoFactor, required)))
      .returning({ id: orgs.id })
    if (!changed) return
    const action = required ? 'org.require_two_factor' : 'org.stop_requiring_two_factor'
    await record(tx, scope, action, scope.org.id, { name })
  })
}

/** Whether the org requires it, and whether this user has it. */
export async function findRequirement(scope: OrgScope) {
  const [[org], { confirmedAt }] = await Promise.all([
    asOrg(scope, (tx) =>
      tx.select({ required: orgs.requiresTwoFactor }).from(orgs).where(eq(orgs.id, scope.org.id)),
    ),
    findTwoFactor(scope.user),
  ])
  return { isRequired: org?.required ?? false, hasTwoFactor: confirmedAt !== null }
}

/** The names of the user's orgs that require it. */
export async function listOrgsRequiringTwoFactor(user: User): Promise<string[]> {
  const found = await asUser(user, (tx) =>
    tx
      .select({ name: orgs.name })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(
        and(
          eq(memberships.userId, user.id),
          eq(orgs.requiresTwoFactor, true),
          isNull(orgs.deletedAt),
        ),
      )
      .orderBy(byName(orgs.name)),
  )
  return found.map(({ name }) => name)
}

/** Those of the members who have it. For admins only. */
export async function listMembersWithTwoFactor(
  scope: OrgScope,
  userIds: string[],
): Promise<Set<string>> {
  const found = await asSystem('list members with two-factor', (tx) =>
    tx
      .select({ userId: twoFactors.userId })
      .from(twoFactors)
      .innerJoin(memberships, eq(memberships.userId, twoFactors.userId))
      .where(
        and(
          eq(memberships.orgId, scope.org.id),
          inArray(twoFactors.userId, userIds),
          isNotNull(twoFactors.confirmedAt),
        ),
      ),
  )
  return new Set(found.map(({ userId }) => userId))
}
