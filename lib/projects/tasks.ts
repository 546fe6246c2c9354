import { randomUUID } from 'node:crypto'
import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { projects } from '@/db/schema/tenant/projects'
import { tasks } from '@/db/schema/tenant/tasks'
import { asOrg, type Tx } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'

export type Task = {
  id: string
  title: string
  done: boolean
  assigneeId: string | null
  assigneeName: string | null
}

export const TASKS_PER_PAGE = 50

/** The newest come first, done ones last. Pages start at 1, and `total` counts all of them. */
export async function listTasks(
  scope: OrgScope,
  projectId: string,
  page = 1,
): Promise<{ tasks: Task[]; total: number }> {
  const rows = await asOrg(scope, (tx) =>
    tx
      .select({
        id: tasks.id,
        title: tasks.title,
        done: tasks.done,
        assigneeId: tasks.assigneeId,
        assigneeName: tasks.assigneeName,
        total: sql<number>`count(*) over ()`.mapWith(Number),
      })
      .from(tasks)
      .where(and(eq(tasks.orgId, scope.org.id), eq(tasks.projectId, projectId)))
      .orderBy(tasks.done, desc(tasks.createdAt), desc(tasks.id))
      .limit(TASKS_PER_PAGE)
      .offset((page - 1) * TASKS_PER_PAGE),
  )
  const isPastEnd = !rows.length && page > 1
  const total = isPastEnd ? (await listTasks(scope, projectId)).total : (rows[0]?.total ?? 0)
  return { tasks: rows.map(({ total, ...task }) => task), total }
}

/** Returns the id. Throws `not_found` if the project is not in this org, and `conflict` if it is archived. */
export async function addTask(scope: OrgScope, projectId: string, title: string): Promise<string> {
  return asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'task.create')
    const project = await lockActiveProject(tx, scope, projectId)
    const id = randomUUID()
    await tx.insert(tasks).values({ orgId: scope.org.id, id, projectId, title })
    await record(tx, scope, 'task.create', id, { title, projectId, project: project.name })
    return id
  })
}

export async function renameTask(scope: OrgScope, id: string, title: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'task.update')
    const [renamed] = await tx
      .update(tasks)
      .set({ title })
      .where(whereTask(scope, id))
      .returning(RECORDED)
    if (!renamed) throw noSuchTask()
    await record(tx, scope, 'task.rename', id, renamed)
  })
}

export async function completeTask(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'task.update')
    const [completed] = await tx
      .update(tasks)
      .set({ done: true })
      .where(whereTask(scope, id))
      .returning(RECORDED)
    if (!completed) throw noSuchTask()
    await record(tx, scope, 'task.complete', id, completed)
  })
}

export async function reopenTask(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'task.update')
    const [reopened] = await tx
      .update(tasks)
      .set({ done: false })
      .where(whereTask(scope, id))
      .returning(RECORDED)
    if (!reopened) throw noSuchTask()
    await record(tx, scope, 'task.reopen', id, reopened)
  })
}

/** Null unassigns. Throws `invalid` on `assigneeId` if the user is not a member of this org. */
export async function assignTask(scope: OrgScope, id: string, userId: string | null) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'task.update')
    const assignee = userId ? await requireAssignee(tx, scope, userId) : null
    const [assigned] = await tx
      .update(tasks)
      .set({ assigneeId: userId, assigneeName: assignee?.name ?? null })
      .where(whereTask(scope, id))
      .returning(RECORDED)
    if (!assigned) throw noSuchTask()
    await record(tx, scope, 'task.assign', id, { ...assigned, ...assignee })
  })
}

export async function deleteTask(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'task.delete')
    const [deleted] = await tx.delete(tasks).where(whereTask(scope, id)).returning(RECORDED)
    if (!deleted) throw noSuchTask()
    await record(tx, scope, 'task.delete', id, deleted)
  })
}

// The lock keeps the project from being archived or deleted before the task is inserted.
async function lockActiveProject(tx: Tx, scope: OrgScope, id: string) {
  const [project] = await tx
    .select({ name: projects.name, archivedAt: projects.archivedAt })
    .from(projects)
    .where(and(eq(projects.orgId, scope.org.id), eq(projects.id, id)))
    .for('share')
  if (!project) throw new AppError('not_found', 'This project no longer exists.')
  if (project.archivedAt) {
    throw new AppError('conflict', 'This project is archived. Restore it to add tasks.')
  }
  return project
}

async function requireAssignee(tx: Tx, scope: OrgScope, userId: string) {
  const [member] = await tx
    .select({ name: users.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(
      and(
        eq(memberships.orgId, scope.org.id),
        eq(memberships.userId, userId),
        isNull(users.deletedAt),
      ),
    )
  if (!member) {
    throw new AppError('invalid', 'Choose a member of this organization.', 'assigneeId')
  }
  return member
}

/** What the audit log says about a task. */
const RECORDED = {
  title: tasks.title,
  projectId: tasks.projectId,
  project: sql<string>`(
    select ${projects.name} from ${projects}
    where ${and(eq(projects.orgId, tasks.orgId), eq(projects.id, tasks.projectId))})`,
}

function whereTask(scope: OrgScope, id: string) {
  return and(eq(tasks.orgId, scope.org.id), eq(tasks.id, id))
}

function noSuchTask() {
  return new AppError('not_found', 'This task no longer exists.')
}
