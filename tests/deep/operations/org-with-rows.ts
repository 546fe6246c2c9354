import { eq } from 'drizzle-orm'
import { projects } from '@/db/schema/tenant/projects'
import { asOrg } from '@/db/transactions'
import { updateOrg } from '@/lib/orgs/orgs'
import type { OrgScope } from '@/lib/orgs/scope'
import { createProject } from '@/lib/projects/projects'
import { addTask } from '@/lib/projects/tasks'
import { createOrg, uniqueEmail, uniqueSlug } from '../../factories'
import { invite } from '../../orgs/invite'

/** Creates an org with an admin, a member, an invitation, an earlier slug and three projects with a task each. */
export async function createOrgWithRows(name?: string) {
  const org = await createOrg(name)
  const member = await org.join('member')
  await invite(org, { email: uniqueEmail() })
  const slug = uniqueSlug()
  await updateOrg(org.admin, { name: org.admin.org.name, slug })
  for (const project of ['Apollo', 'Gemini', 'It’s "quoted", \\ and\nbroken']) {
    const id = await createProject(org.admin, { name: project })
    await addTask(org.admin, id, `Launch ${project}`)
  }
  return { ...org, slug, member }
}

/** Returns the sorted names of an org's projects. */
export async function projectNames(scope: OrgScope) {
  const rows = await asOrg(scope, (tx) =>
    tx.select({ name: projects.name }).from(projects).where(eq(projects.orgId, scope.org.id)),
  )
  return rows.map(({ name }) => name).sort()
}
