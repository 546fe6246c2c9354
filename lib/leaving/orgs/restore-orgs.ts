import { and, asc, eq, isNull, or } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { enterOrg, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import type { Actor } from '@/lib/auth/accounts'

/** Restores the orgs that were deleted with the account, and records in all of them that it is back. */
export async function restoreOrgs(tx: Tx, user: Actor, accountDeletedAt: Date) {
  for (const org of await listOrgs(tx, user, accountDeletedAt)) await restoreIn(tx, user, org)
}

type MyOrg = { id: string; name: string; deletedAt: Date | null }

async function listOrgs(tx: Tx, user: Actor, deletedAt: Date): Promise<MyOrg[]> {
  return tx
    .select({ id: orgs.id, name: orgs.name, deletedAt: orgs.deletedAt })
    .from(memberships)
    .innerJoin(orgs, eq(orgs.id, memberships.orgId))
    .where(
      and(
        eq(memberships.userId, user.id),
        or(isNull(orgs.deletedAt), eq(orgs.deletedAt, deletedAt)),
      ),
    )
    .orderBy(asc(orgs.id))
}

async function restoreIn(tx: Tx, user: Actor, org: MyOrg) {
  await enterOrg(tx, org.id)
  if (!org.deletedAt) {
    const data = { name: user.name }
    return record(tx, { user, org }, 'membership.restore_account', user.id, data)
  }
  const [restored] = await tx
    .update(orgs)
    .set({ deletedAt: null, deletedByName: null })
    .where(and(eq(orgs.id, org.id), eq(orgs.deletedAt, org.deletedAt)))
    .returning({ id: orgs.id })
  if (restored) await record(tx, { user, org }, 'org.restore', org.id, { name: org.name })
}
