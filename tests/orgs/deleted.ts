import { eq } from 'drizzle-orm'
import { orgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { deleteOrg } from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import type { TestOrg } from '../factories'

const DAY = 24 * 60 * 60 * 1000

/** Deletes the org, and dates the deletion back by this number of days. */
export async function deletedDaysAgo({ id, admin }: TestOrg, days: number) {
  const scope = await findScope(admin.user, { id })
  if (scope) await deleteOrg(admin, scope.org.slug)
  const deletedAt = new Date(Date.now() - days * DAY)
  await asSystem('test', (tx) => tx.update(orgs).set({ deletedAt }).where(eq(orgs.id, id)))
}
