import { randomUUID } from 'node:crypto'
import { eq, inArray } from 'drizzle-orm'
import { isUniqueViolation } from '@/db/errors'
import { orgSlugs } from '@/db/schema/system/orgs'
import { asSystem, type Tx } from '@/db/transactions'
import { AppError } from '@/lib/errors'
import { numberedSlug } from './slug'

/** Renaming is no way to take addresses away from others. */
const MAX_SLUGS = 10

/** Gives the address to the org for good; one that it had before is simply its own again. */
export async function claimSlug(tx: Tx, orgId: string, slug: string) {
  await tx
    .insert(orgSlugs)
    .values({ orgId, slug })
    .onConflictDoNothing({ target: [orgSlugs.orgId, orgSlugs.slug] })
  const taken = await tx.$count(orgSlugs, eq(orgSlugs.orgId, orgId))
  if (taken > MAX_SLUGS) {
    throw new AppError(
      'conflict',
      `An organization can have ${MAX_SLUGS} addresses over time. Go back to an earlier one.`,
      'slug',
    )
  }
}

/** Turns the refusal of a taken address into a `conflict` on `slug`, with a free one to try. */
export async function suggestOnConflict<T>(slug: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (!isUniqueViolation(error, 'org_slugs_slug_unique')) throw error
    throw new AppError('conflict', `That address is taken. Try "${await freeSlug(slug)}".`, 'slug')
  }
}

async function freeSlug(taken: string): Promise<string> {
  const candidates = Array.from({ length: 98 }, (_, index) => numberedSlug(taken, index + 2))
  const inUse = await asSystem('is this slug free', (tx) =>
    tx.select({ slug: orgSlugs.slug }).from(orgSlugs).where(inArray(orgSlugs.slug, candidates)),
  )
  const slugs = new Set(inUse.map(({ slug }) => slug))
  const free = candidates.find((candidate) => !slugs.has(candidate))
  return free ?? `${numberedSlug(taken, 0).slice(0, -2)}-${randomUUID().slice(0, 4)}`
}
