import type { OrgScope } from '@/lib/orgs/scope'
import { createProject, listProjects } from '@/lib/projects/projects'
import { uniqueName } from '../factories'

/** Creates a row of each table through the services and returns the ids. */
export async function fill(admin: OrgScope): Promise<Record<string, string>> {
  await createProject(admin, { name: uniqueName('Moonshot') })
  const [project] = await listProjects(admin)
  if (!project) throw new Error('The project is missing.')
  return { projectId: project.id }
}

/** The arguments of each service after the scope. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  listProjects: () => [],
  createProject: () => [{ name: 'Apollo' }],
  renameProject: ({ projectId }) => [projectId, 'Mars'],
  archiveProject: ({ projectId }) => [projectId],
  restoreProject: ({ projectId }) => [projectId],
  deleteProject: ({ projectId }) => [projectId],
}
