import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { invitations, memberships, orgs } from '@/db/schema/system/orgs'
import { sessions, users } from '@/db/schema/system/users'
import { asSystem, enterOrg, type Tx } from '@/db/transactions'
import { type Confirmation, confirmIdentity } from '@/lib/account/confirm-identity'
import { lockUser } from '@/lib/account/lock-user'
import { recordSecurityEvent } from '@/lib/account/security-log'
import { record } from '@/lib/audit/record'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { AppError } from '@/lib/errors'
import { addMail } from '@/lib/jobs/add-job'
import { type AffectedOrg, selectAffectedOrgs } from './orgs/affected-orgs'
import { purgeDate } from './purge-date'

/**
 * Ends all sessions. The account can be restored until the purge, as can the orgs of which the user is the
 * only member. Throws `invalid` unless `confirmation` is the email, `conflict` for the last admin of an org with
 * other members, and as `confirmIdentity` does.
 */
export async function deleteAccount(
  user: Actor,
  { confirmation, ...identity }: Confirmation & { confirmation: string },
  caller: Caller,
) {
  if (confirmation !== user.email) {
    throw new AppError('invalid', `Type ${user.email} to confirm.`, 'confirmation')
  }
  await confirmIdentity(user, identity, caller)
  await asSystem('delete account', async (tx) => {
    const locked = await lockOrgs(tx, user)
    await lockUser(tx, user, caller)
    await markAsDeleted(tx, user)
    const affected = await selectAffectedOrgs(tx, user)
    if (affected.some(({ id }) => !locked.has(id))) {
      throw new AppError('conflict', 'Your organizations have just changed. Try again.')
    }
    requireNoneBlocked(affected)
    for (const org of affected) await (org.effect === 'delete' ? deleteOrg : leave)(tx, user, org)
    await tx.delete(sessions).where(eq(sessions.userId, user.id))
    await recordSecurityEvent(tx, user.id, 'account.delete', caller)
  })
}

// In the order of their ids, so that two deletions cannot wait for each other.
async function lockOrgs(tx: Tx, user: Actor): Promise<Set<string>> {
  const found = await tx
    .select({ id: memberships.orgId })
    .from(memberships)
    .where(eq(memberships.userId, user.id))
    .orderBy(asc(memberships.orgId))
  for (const { id } of found) {
    await enterOrg(tx, id)
    await tx.select({ id: orgs.id }).from(orgs).where(eq(orgs.id, id)).for('update')
  }
  return new Set(found.map(({ id }) => id))
}

async function markAsDeleted(tx: Tx, user: Actor) {
  const [deleted] = await tx
    .update(users)
    .set({ deletedAt: sql`now()` })
    .where(and(eq(users.id, user.id), isNull(users.deletedAt)))
    .returning({
      name: users.name,
      email: users.email,
      deletedAt: users.deletedAt,
      dates: { timeZone: users.timeZone, locale: users.locale },
    })
  if (!deleted?.deletedAt) throw new AppError('not_found', 'This account is already deleted.')
  const { name, email, deletedAt, dates } = deleted
  const purgedFrom = purgeDate(deletedAt).toISOString()
  await addMail(tx, { mail: 'account-deleted', to: email, id: user.id, name, purgedFrom, dates })
}

function requireNoneBlocked(affected: AffectedOrg[]) {
  const names = affected.filter(({ effect }) => effect === 'blocked').map(({ name }) => name)
  if (!names.length) return
  throw new AppError(
    'conflict',
    `You are the last admin of ${names.join(', ')}. Make another member admin first.`,
  )
}

// `restoreAccount` finds the org by its `deletedAt`, which is that of the account.
async function deleteOrg(tx: Tx, user: Actor, org: AffectedOrg) {
  await enterOrg(tx, org.id)
  await tx
    .update(orgs)
    .set({ deletedAt: sql`now()`, deletedByName: user.name })
    .where(eq(orgs.id, org.id))
  await record(tx, { user, org }, 'org.delete', org.id, { name: org.name })
}

async function leave(tx: Tx, user: Actor, org: AffectedOrg) {
  await enterOrg(tx, org.id)
  const revoked = await tx
    .update(invitations)
    .set({ status: 'revoked' })
    .where(
      and(
        eq(invitations.orgId, org.id),
        eq(invitations.invitedBy, user.id),
        eq(invitations.status, 'pending'),
      ),
    )
    .returning({ id: invitations.id, email: invitations.email })
  for (const { id, email } of revoked) {
    await record(tx, { user, org }, 'invitation.revoke', id, { email })
  }
  await record(tx, { user, org }, 'membership.delete_account', user.id, { name: user.name })
}
