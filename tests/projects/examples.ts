import type { OrgScope } from '@/lib/orgs/scope'
import { createProject } from '@/lib/projects/projects'
import { addTask } from '@/lib/projects/tasks'
import { uniqueName } from '../factories'

/** Creates one of each row and returns their ids. The attack suite passes them to `examples`. */
export async function fill(admin: OrgScope): Promise<Record<string, string>> {
  const projectId = await createProject(admin, { name: uniqueName('Moonshot') })
  const taskId = await addTask(admin, projectId, uniqueName('Launch'))
  return { projectId, taskId, assigneeId: admin.user.id }
}

/** The arguments of each service after the scope, with ids of the org under attack. */
export const examples: Record<string, (ids: Record<string, string>) => unknown[]> = {
  listProjects: () => [{ search: 'o' }],
  countProjects: () => ['o'],
  listRecentProjects: () => [6],
  findProject: ({ projectId }) => [projectId],
  createProject: () => [{ name: 'Stolen' }],
  renameProject: ({ projectId }) => [projectId, 'Stolen'],
  archiveProject: ({ projectId }) => [projectId],
  restoreProject: ({ projectId }) => [projectId],
  deleteProject: ({ projectId }) => [projectId],
  listTasks: ({ projectId }) => [projectId],
  addTask: ({ projectId }) => [projectId, 'Stolen'],
  renameTask: ({ taskId }) => [taskId, 'Stolen'],
  completeTask: ({ taskId }) => [taskId],
  reopenTask: ({ taskId }) => [taskId],
  assignTask: ({ taskId }) => [taskId, null],
  deleteTask: ({ taskId }) => [taskId],
}
