import { updateOrg } from '@/lib/orgs/orgs'
import { createProject, listProjects } from '@/lib/projects/projects'
import { createOrg, uniqueEmail, uniqueSlug } from '../../factories'
import { invite } from '../../orgs/invite'

/** An org with an admin, a member, an invitation, an earlier address and three projects. */
export async function createFilledOrg(name?: string) {
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

export async function projectNames(org: Parameters<typeof listProjects>[0]) {
  return (await listProjects(org)).map(({ name }) => name).sort()
}
