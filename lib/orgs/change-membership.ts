import { and, eq } from 'drizzle-orm'
import { memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asOrg, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/errors'
import { lockOrg } from './memberships'
import { authorize, type Permission } from './permissions'
import { outranks, type Role } from './roles'
import type { OrgScope } from './scope'

// All of these lock the org first: whoever changes its people sees what the one before has left.

export async function makeAdmin(scope: OrgScope, userId: string) {
  await asOrg(scope, async (tx) => {
    const { name, role } = await theMember(tx, scope, userId, 'membership.update', 'admin')
    if (role === 'admin') return
    await setRole(tx, scope, userId, 'admin')
    await record(tx, scope, 'membership.make_admin', userId, { name })
  })
}

/** Throws `conflict` for the last admin. */
export async function makeMember(scope: OrgScope, userId: string) {
  await asOrg(scope, async (tx) => {
    const { name, role } = await theMember(tx, scope, userId, 'membership.update')
    if (role === 'member') return
    await setRole(tx, scope, userId, 'member')
    await requireAnAdmin(tx, scope)
    await record(tx, scope, 'membership.make_member', userId, { name })
  })
}

/** Makes somebody else an admin and steps down, in one act. */
export async function handOver(scope: OrgScope, userId: string) {
  await asOrg(scope, async (tx) => {
    const { name } = await theMember(tx, scope, userId, 'membership.update', 'admin')
    if (userId === scope.user.id) throw new AppError('invalid', 'Choose somebody else.')
    await setRole(tx, scope, userId, 'admin')
    await setRole(tx, scope, scope.user.id, 'member')
    await record(tx, scope, 'org.hand_over', userId, { name })
  })
}

/** Ends the person's access with their next request. Throws `conflict` for the last admin. */
export async function removeMember(scope: OrgScope, userId: string) {
  await asOrg(scope, async (tx) => {
    const { name } = await theMember(tx, scope, userId, 'membership.delete')
    await endMembership(tx, scope, userId)
    await record(tx, scope, 'membership.delete', userId, { name })
  })
}

/** Anybody may go. Throws `conflict` for the last admin. */
export async function leaveOrg(scope: OrgScope) {
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    await endMembership(tx, scope, scope.user.id)
    await record(tx, scope, 'membership.leave', scope.user.id, { name: scope.user.name })
  })
}

/**
 * Whom the caller is about to act on. Throws `not_found` for anybody who is no member of this org, and
 * `forbidden` for a caller without the permission, or of a lower role than the member has or is to get.
 */
async function theMember(
  tx: Tx,
  scope: OrgScope,
  userId: string,
  permission: Permission,
  next?: Role,
) {
  await lockOrg(tx, scope)
  const mine = await authorize(tx, scope, permission)
  const [member] = await tx
    .select({ name: users.name, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(membershipOf(scope, userId))
  if (!member) throw noSuchMember()
  for (const role of [member.role, next ?? member.role]) {
    if (outranks(role, mine)) throw new AppError('forbidden', `Ask an ${role}.`)
  }
  return member
}

async function setRole(tx: Tx, scope: OrgScope, userId: string, role: Role) {
  const [changed] = await tx
    .update(memberships)
    .set({ role })
    .where(membershipOf(scope, userId))
    .returning({ role: memberships.role })
  if (!changed) throw noSuchMember()
}

async function endMembership(tx: Tx, scope: OrgScope, userId: string) {
  const [ended] = await tx
    .delete(memberships)
    .where(membershipOf(scope, userId))
    .returning({ role: memberships.role })
  if (!ended) throw noSuchMember()
  if (ended.role === 'admin') await requireAnAdmin(tx, scope)
}

async function requireAnAdmin(tx: Tx, scope: OrgScope) {
  const [admin] = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.orgId, scope.org.id), eq(memberships.role, 'admin')))
    .limit(1)
  if (!admin) {
    throw new AppError(
      'conflict',
      'An organization needs an admin. Make somebody else an admin first.',
    )
  }
}

function membershipOf(scope: OrgScope, userId: string) {
  return and(eq(memberships.orgId, scope.org.id), eq(memberships.userId, userId))
}

function noSuchMember() {
  return new AppError('not_found', 'That person is not a member any more.')
}
