import { eq } from 'drizzle-orm'
import { purgedOrgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { createProject } from '@/lib/projects/projects'
import { addTask } from '@/lib/projects/tasks'
import { createOrg, type TestOrg, uniqueEmail } from '../../factories'
import { invite } from '../invite'

/** An org with rows in every table. A new table needs a line here. */
export async function createFullOrg(name?: string): Promise<TestOrg> {
  const org = await createOrg(name)
  await org.join('member')
  await invite(org, { email: uniqueEmail() })
  await addTask(org.admin, await createProject(org.admin, { name: 'Moonshot' }), 'Launch')
  return org
}

/** The records of purged orgs for this org. */
export function purgeRecordsOf(org: { id: string }) {
  return asSystem('test', (tx) => tx.select().from(purgedOrgs).where(eq(purgedOrgs.id, org.id)))
}
