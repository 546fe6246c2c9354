import { and, asc, desc, eq, ilike, isNull, or, sql } from 'drizzle-orm'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asOrg, type Tx } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import type { Role } from './roles'
import type { Org, OrgScope } from './scope'

export type Member = { userId: string; name: string; email: string; role: Role; joinedAt: Date }

export const MEMBER_SORTS = ['name', 'role', 'joined'] as const

export type MemberQuery = {
  /** Part of a name or of an address. */
  search?: string
  sort?: (typeof MEMBER_SORTS)[number]
  descending?: boolean
  /** From 1. */
  page?: number
}

export const MEMBERS_PER_PAGE = 50

/** One page of the members of the org, and how many there are on all pages. */
export async function listMembers(
  scope: OrgScope,
  { search = '', sort = 'name', descending = false, page = 1 }: MemberQuery = {},
): Promise<{ members: Member[]; total: number }> {
  const pattern = `%${search.replace(/[\\%_]/g, '\\$&')}%`
  const direction = descending ? desc : asc
  const rows = await asOrg(scope, (tx) =>
    tx
      .select({
        userId: users.id,
        name: users.name,
        email: users.email,
        role: memberships.role,
        joinedAt: memberships.createdAt,
        total: sql<number>`count(*) over ()`.mapWith(Number),
      })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(
        and(
          eq(memberships.orgId, scope.org.id),
          search ? or(ilike(users.name, pattern), ilike(users.email, pattern)) : undefined,
        ),
      )
      .orderBy(direction(SORTS[sort]), asc(sql`lower(${users.name})`), asc(users.id))
      .limit(MEMBERS_PER_PAGE)
      .offset((page - 1) * MEMBERS_PER_PAGE),
  )
  // A page behind the last has no row to count from.
  const behind = !rows.length && page > 1
  const total = behind ? (await listMembers(scope, { search })).total : (rows[0]?.total ?? 0)
  return { members: rows.map(({ total, ...member }) => member), total }
}

const SORTS = {
  name: sql`lower(${users.name})`,
  role: memberships.role,
  joined: memberships.createdAt,
}

/** Adds a member. Who is one already stays as is, with the same role. */
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

/**
 * Makes changes to the people of an org, and to their power, wait for each other, and answers the
 * org as it is then. Throws `not_found` for one that was deleted.
 */
export async function lockOrg(tx: Tx, scope: { org: { id: string } }): Promise<Org> {
  const [org] = await tx
    .select({ id: orgs.id, name: orgs.name, slug: orgs.slug })
    .from(orgs)
    .where(and(eq(orgs.id, scope.org.id), isNull(orgs.deletedAt)))
    .for('update')
  if (!org) throw new AppError('not_found', 'This organization does not exist any more.')
  return org
}
