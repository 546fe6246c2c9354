import { randomUUID } from 'node:crypto'
import { and, eq, gt, inArray } from 'drizzle-orm'
import { isUniqueViolation } from '@/db/errors'
import { memberships, orgSlugs, orgs } from '@/db/schema/system/orgs'
import { asSystem, asUser, type Tx } from '@/db/transactions'
import { type DateSettings, formatDate } from '@/lib/dates/formats'
import { AppError } from '@/lib/errors'
import { restorableSince } from '@/lib/leaving/purge-date'
import { numberedSlug } from '@/lib/tenancy/slugs'
import { purgedFrom } from './purge'

// Without a limit, an org could reserve any number of slugs by renaming itself.
const MAX_SLUGS = 10

/** Throws `conflict` on `slug` after 10 different slugs. The earlier ones stay reserved for the org. */
export async function claimSlug(tx: Tx, orgId: string, slug: string) {
  await tx
    .insert(orgSlugs)
    .values({ orgId, slug })
    .onConflictDoNothing({ target: [orgSlugs.orgId, orgSlugs.slug] })
  const claimed = await tx.$count(orgSlugs, eq(orgSlugs.orgId, orgId))
  if (claimed > MAX_SLUGS) {
    throw new AppError(
      'conflict',
      `An organization can have ${MAX_SLUGS} different URLs over time. Choose an earlier one.`,
      'slug',
    )
  }
}

/**
 * Turns the unique violation of a taken slug into a `conflict` on `slug` that suggests a free one. Only members
 * of a deleted org learn that it holds the slug.
 */
export async function withSlugSuggestion<T>(
  user: { id: string } & DateSettings,
  slug: string,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!isUniqueViolation(error, 'org_slugs_slug_unique')) throw error
    const deleted = await findMyDeletedOrg(user, slug)
    const reason = deleted
      ? `That URL is held by your deleted organization until ${formatDate(deleted.purgedFrom, user)}.`
      : 'That URL is taken.'
    throw new AppError('conflict', `${reason} Try "${await findFreeSlug(slug)}".`, 'slug')
  }
}

async function findMyDeletedOrg(user: { id: string }, slug: string) {
  const [found] = await asUser(user, (tx) =>
    tx
      .select({ purgedFrom })
      .from(orgSlugs)
      .innerJoin(orgs, eq(orgs.id, orgSlugs.orgId))
      .innerJoin(memberships, eq(memberships.orgId, orgs.id))
      .where(
        and(
          eq(orgSlugs.slug, slug),
          eq(memberships.userId, user.id),
          gt(orgs.deletedAt, restorableSince()),
        ),
      ),
  )
  return found
}

async function findFreeSlug(taken: string): Promise<string> {
  const candidates = Array.from({ length: 98 }, (_, index) => numberedSlug(taken, index + 2))
  const inUse = await asSystem('find a free slug', (tx) =>
    tx.select({ slug: orgSlugs.slug }).from(orgSlugs).where(inArray(orgSlugs.slug, candidates)),
  )
  const slugs = new Set(inUse.map(({ slug }) => slug))
  const free = candidates.find((candidate) => !slugs.has(candidate))
  return free ?? `${numberedSlug(taken, 0).slice(0, -2)}-${randomUUID().slice(0, 4)}`
}
