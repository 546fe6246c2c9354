import { randomUUID } from 'node:crypto'
import { asc, eq, inArray } from 'drizzle-orm'
import { asOrg, asSystem, asUser } from '@/db/doors'
import { isUniqueViolation } from '@/db/errors'
import { memberships, orgs } from '@/db/schema/system/orgs'
import { record } from '@/lib/audit/record'
import { requireVerifiedAddress, type User } from '@/lib/auth/accounts'
import { throttle } from '@/lib/auth/throttle'
import { AppError } from '@/lib/errors'
import { addMember } from './memberships'
import type { Role } from './permissions'
import type { Org, OrgScope } from './scope'
import { numberedSlug } from './slug'

/** Creates the org with its creator as admin. Throws `conflict` on `slug`, with a free one to try. */
export async function createOrg(
  user: User,
  { name, slug }: { name: string; slug: string },
): Promise<OrgScope> {
  const scope: OrgScope = {
    user,
    org: { id: randomUUID(), name, slug },
    membership: { role: 'admin' },
  }
  await throttle('org', { email: user.email })
  try {
    await asOrg(scope, async (tx) => {
      await requireVerifiedAddress(tx, user)
      await tx.insert(orgs).values(scope.org)
      await addMember(tx, scope, scope.membership.role)
      await record(tx, scope, 'org.create', { name })
    })
  } catch (error) {
    if (!isUniqueViolation(error, 'orgs_slug_unique')) throw error
    throw new AppError('conflict', `That address is taken. Try "${await freeSlug(slug)}".`, 'slug')
  }
  return scope
}

export type MyOrg = Org & { role: Role }

/** The orgs that a person belongs to, by name. */
export async function listOrgs(user: User): Promise<MyOrg[]> {
  return asUser(user, (tx) =>
    tx
      .select({ id: orgs.id, name: orgs.name, slug: orgs.slug, role: memberships.role })
      .from(memberships)
      .innerJoin(orgs, eq(orgs.id, memberships.orgId))
      .where(eq(memberships.userId, user.id))
      .orderBy(asc(orgs.name), asc(orgs.id)),
  )
}

async function freeSlug(taken: string): Promise<string> {
  const candidates = Array.from({ length: 98 }, (_, index) => numberedSlug(taken, index + 2))
  const inUse = await asSystem('is this slug free', (tx) =>
    tx.select({ slug: orgs.slug }).from(orgs).where(inArray(orgs.slug, candidates)),
  )
  const slugs = new Set(inUse.map(({ slug }) => slug))
  const free = candidates.find((candidate) => !slugs.has(candidate))
  return free ?? `${numberedSlug(taken, 0).slice(0, -2)}-${randomUUID().slice(0, 4)}`
}
