import { updateOrg } from '@/lib/orgs/orgs'
import { createProject, listProjects } from '@/lib/projects/projects'
import { createOrg, uniqueEmail, uniqueSlug } from '../../factories'
import { invite } from '../../orgs/invite'

/** Creates an org with an admin, a member, an invitation, an earlier slug and three projects. */
export async function createOrgWithRows(name?: string) {
  const org = await createOrg(name)
  const member = await org.join('member')
  await invite(org, { email: uniqueEmail() })
  const slug = uniqueSlug()
  await updateOrg(org.admin, { name: org.admin.org.name, slug })
  for (const project of ['Apollo', 'Gemini', 'It’s "quoted", \\ and\nbroken']) {
    await createProject(org.admin, { name: project })
  }
  return { ...org, slug, member }
}

/** Returns the sorted names of an org's projects. */
export async function projectNames(scope: Parameters<typeof listProjects>[0]) {
  return (await listProjects(scope)).map(({ name }) => name).sort()
}
