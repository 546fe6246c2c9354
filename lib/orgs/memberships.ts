import { and, asc, desc, eq, isNull, not, or, sql } from 'drizzle-orm'
import { invitations, memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asOrg, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/errors'
import { byName, nameContains } from '@/lib/names/names-in-sql'
import { senderCanSend } from './invitations'
import { authorize, lockOrg } from './permissions'
import { outranks, type Role } from './roles'
import type { OrgScope } from './scope'

export type Member = {
  userId: string
  name: string
  email: string
  /** The name of the file. */
  picture: string | null
  role: Role
  joinedAt: Date
  /** When the person deleted the account, which can still be restored. */
  deletedAt: Date | null
}

export const MEMBER_SORTS = ['name', 'role', 'joined'] as const

export type MemberQuery = {
  search?: string
  sort?: (typeof MEMBER_SORTS)[number]
  descending?: boolean
  page?: number
}

export const MEMBERS_PER_PAGE = 50

export async function listMembers(
  scope: OrgScope,
  { search = '', sort = 'name', descending = false, page = 1 }: MemberQuery = {},
): Promise<{ members: Member[]; total: number }> {
  const direction = descending ? desc : asc
  const rows = await asOrg(scope, (tx) =>
    tx
      .select({
        userId: users.id,
        name: users.name,
        email: users.email,
        picture: users.image,
        role: memberships.role,
        joinedAt: memberships.createdAt,
        deletedAt: users.deletedAt,
        total: sql<number>`count(*) over ()`.mapWith(Number),
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.orgId, scope.org.id),
          search
            ? or(
                nameContains(users.name, search),
                sql`strpos(${users.email}, ${search.toLowerCase()}) > 0`,
              )
            : undefined,
        ),
      )
      .orderBy(direction(SORTS[sort]), asc(byName(users.name)), asc(users.id))
      .limit(MEMBERS_PER_PAGE)
      .offset((page - 1) * MEMBERS_PER_PAGE),
  )
  // A page after the last one has no row with the total.
  const isPastEnd = !rows.length && page > 1
  const total = isPastEnd ? (await listMembers(scope, { search })).total : (rows[0]?.total ?? 0)
  return { members: rows.map(({ total, ...member }) => member), total }
}

const SORTS = {
  name: byName(users.name),
  role: memberships.role,
  joined: memberships.createdAt,
}

/** An existing member keeps the current role. */
export async function addMember(
  tx: Tx,
  scope: { user: { id: string }; org: { id: string } },
  role: Role,
): Promise<void> {
  await tx
    .insert(memberships)
    .values({ orgId: scope.org.id, userId: scope.user.id, role })
    .onConflictDoNothing()
}

/** Returns the name of the person. */
export async function makeAdmin(scope: OrgScope, userId: string): Promise<string> {
  return asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const callerRole = await authorize(tx, scope, 'membership.update')
    const { name, role } = await requireMember(tx, scope, userId)
    requireRank(callerRole, role, 'admin')
    if (role === 'admin') return name
    await setRole(tx, scope, userId, 'admin')
    await record(tx, scope, 'membership.make_admin', userId, { name })
    return name
  })
}

/** Returns the name of the person. Throws `not_found` if it is no member, and `conflict` for the last admin. */
export async function makeMember(scope: OrgScope, userId: string): Promise<string> {
  return asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const callerRole = await authorize(tx, scope, 'membership.update')
    const { name, role } = await requireMember(tx, scope, userId)
    requireRank(callerRole, role)
    if (role === 'member') return name
    await setRole(tx, scope, userId, 'member')
    await requireRemainingAdmin(tx, scope)
    await record(tx, scope, 'membership.make_member', userId, { name })
    return name
  })
}

/** Makes another member an admin and the caller a member. */
export async function handOver(scope: OrgScope, userId: string) {
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const callerRole = await authorize(tx, scope, 'membership.update')
    const { name, role } = await requireMember(tx, scope, userId)
    requireRank(callerRole, role, 'admin')
    if (userId === scope.user.id) throw new AppError('invalid', 'Choose another member.')
    await setRole(tx, scope, userId, 'admin')
    await setRole(tx, scope, scope.user.id, 'member')
    await requireRemainingAdmin(tx, scope)
    await record(tx, scope, 'org.hand_over', userId, { name })
  })
}

/** Ends the person's access at the next request. Throws `conflict` for the last admin. */
export async function removeMember(scope: OrgScope, userId: string) {
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const callerRole = await authorize(tx, scope, 'membership.delete')
    const { name, role } = await requireMember(tx, scope, userId)
    requireRank(callerRole, role)
    await deleteMembership(tx, scope, userId)
    if (role === 'admin') await requireRemainingAdmin(tx, scope)
    await record(tx, scope, 'membership.delete', userId, { name })
  })
}

/** Every member can leave. Throws `conflict` for the last admin. */
export async function leaveOrg(scope: OrgScope) {
  await asOrg(scope, async (tx) => {
    await lockOrg(tx, scope)
    const { role } = await deleteMembership(tx, scope, scope.user.id)
    if (role === 'admin') await requireRemainingAdmin(tx, scope)
    await record(tx, scope, 'membership.leave', scope.user.id, { name: scope.user.name })
  })
}

async function requireMember(tx: Tx, scope: OrgScope, userId: string) {
  const [member] = await tx
    .select({ name: users.name, role: memberships.role })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(whereMembership(scope, userId))
  if (!member) throw notAMember()
  return member
}

function requireRank(callerRole: Role, ...roles: Role[]) {
  for (const role of roles) {
    if (outranks(role, callerRole))
      throw new AppError('forbidden', `Your role does not allow this. Ask an ${role}.`)
  }
}

async function setRole(tx: Tx, scope: OrgScope, userId: string, role: Role) {
  const [changed] = await tx
    .update(memberships)
    .set({ role })
    .where(whereMembership(scope, userId))
    .returning({ role: memberships.role })
  if (!changed) throw notAMember()
  await revokeUnsendable(tx, scope)
}

async function deleteMembership(tx: Tx, scope: OrgScope, userId: string) {
  const [deleted] = await tx
    .delete(memberships)
    .where(whereMembership(scope, userId))
    .returning({ role: memberships.role })
  if (!deleted) throw notAMember()
  await revokeUnsendable(tx, scope)
  return deleted
}

/** A member was removed or has another role. */
async function revokeUnsendable(tx: Tx, scope: OrgScope) {
  const revoked = await tx
    .update(invitations)
    .set({ status: 'revoked' })
    .where(
      and(
        eq(invitations.orgId, scope.org.id),
        eq(invitations.status, 'pending'),
        not(senderCanSend),
      ),
    )
    .returning({ id: invitations.id, email: invitations.email })
  for (const { id, email } of revoked) await record(tx, scope, 'invitation.revoke', id, { email })
}

async function requireRemainingAdmin(tx: Tx, scope: OrgScope) {
  const [admin] = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.orgId, scope.org.id),
        eq(memberships.role, 'admin'),
        isNull(users.deletedAt),
      ),
    )
    .limit(1)
  if (!admin) {
    throw new AppError(
      'conflict',
      'An organization needs an admin. Make another member admin first.',
    )
  }
}

function whereMembership(scope: OrgScope, userId: string) {
  return and(eq(memberships.orgId, scope.org.id), eq(memberships.userId, userId))
}

function notAMember() {
  return new AppError('not_found', 'That person is not a member.')
}
