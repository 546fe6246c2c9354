import { and, asc, eq, gt, isNotNull, isNull, or } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { sessions, users } from '@/db/schema/system/users'
import { asSystem, enterOrg, type Tx } from '@/db/transactions'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { record } from '@/lib/audit/record'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { hashSessionToken, isOpen, sessionColumns } from '@/lib/auth/sessions'
import { AppError } from '@/lib/errors'
import { purgeDate, restorableSince } from './purge-date'

export type DeletedAccount = { user: Actor; deletedAt: Date; purgedFrom: Date }

/** The account of a person who deleted it and has signed in since. It can no longer be restored after `purgedFrom`. */
export async function findDeletedAccount({
  session = '',
  ipAddress,
}: Caller): Promise<DeletedAccount | null> {
  const [found] = await asSystem('find deleted account', (tx) =>
    tx
      .select({ user: sessionColumns.user, deletedAt: users.deletedAt })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(
        and(
          eq(sessions.sessionToken, hashSessionToken(session)),
          isOpen(),
          isNotNull(users.deletedAt),
        ),
      ),
  )
  if (!found?.deletedAt) return null
  const { user, deletedAt } = found
  return { user: { ...user, ipAddress }, deletedAt, purgedFrom: purgeDate(deletedAt) }
}

/** Restores the orgs that were deleted with it. Throws `not_found` after DAYS_TO_RESTORE. */
export async function restoreAccount(caller: Caller): Promise<Actor> {
  const account = await findDeletedAccount(caller)
  if (!account) throw notRestorable()
  const { user, deletedAt } = account
  await asSystem('restore account', async (tx) => {
    const [restored] = await tx
      .update(users)
      .set({ deletedAt: null })
      .where(
        and(
          eq(users.id, user.id),
          eq(users.deletedAt, deletedAt),
          gt(users.deletedAt, restorableSince()),
        ),
      )
      .returning({ id: users.id })
    if (!restored) throw notRestorable()
    for (const org of await listOrgs(tx, user, deletedAt)) await restoreIn(tx, user, org)
    await recordSecurityEvent(tx, user.id, 'account.restore', caller)
  })
  return user
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

function notRestorable() {
  return new AppError('not_found', 'This account can no longer be restored.')
}
