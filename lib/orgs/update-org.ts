import { eq } from 'drizzle-orm'
import { orgs } from '@/db/schema/system/orgs'
import { asOrg } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { claimSlug, suggestOnConflict } from './claim-slug'
import { lockOrg } from './memberships'
import { authorize } from './permissions'
import type { Org, OrgScope } from './scope'

/**
 * Renames the org and changes its address, and answers it as it is then. Earlier addresses stay the
 * org's own. Throws `conflict` on `slug`, with a free one to try.
 */
export async function updateOrg(
  scope: OrgScope,
  { name, slug }: { name: string; slug: string },
): Promise<Org> {
  const org = { id: scope.org.id, name, slug }
  await suggestOnConflict(slug, () =>
    asOrg(scope, async (tx) => {
      const before = await lockOrg(tx, scope)
      await authorize(tx, scope, 'org.update')
      const changed = {
        ...(name !== before.name && { name }),
        ...(slug !== before.slug && { slug }),
      }
      if (!Object.keys(changed).length) return
      if (changed.slug) await claimSlug(tx, org.id, slug)
      await tx.update(orgs).set(changed).where(eq(orgs.id, org.id))
      await record(tx, scope, 'org.update', org.id, changed)
    }),
  )
  return org
}
