import { projects } from '@/db/schema/tenant/projects'
import { tasks } from '@/db/schema/tenant/tasks'
import { asOrg } from '@/db/transactions'
import type { OrgScope } from '@/lib/orgs/scope'

/** Inserts a project with a chosen id, so that two orgs can have one with the same id. */
export async function insertProject(scope: OrgScope, id: string, archivedAt?: Date) {
  await asOrg(scope, (tx) =>
    tx.insert(projects).values({
      orgId: scope.org.id,
      id,
      name: 'Moonshot',
      createdBy: scope.user.id,
      createdByName: scope.user.name,
      archivedAt,
    }),
  )
}

/** Inserts a task with a chosen id into that project, assigned to the user of the scope. */
export async function insertTask(scope: OrgScope, projectId: string, id: string, done = false) {
  const assignee = { assigneeId: scope.user.id, assigneeName: scope.user.name }
  await asOrg(scope, (tx) =>
    tx
      .insert(tasks)
      .values({ orgId: scope.org.id, id, projectId, title: 'Launch', done, ...assignee }),
  )
}
