import { randomUUID } from 'node:crypto'
import { and, desc, eq, isNotNull, isNull, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { projects } from '@/db/schema/tenant/projects'
import { asOrg } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { requireRoom } from '@/lib/billing/entitlements'
import { AppError } from '@/lib/errors'
import { nameContains } from '@/lib/names/names-in-sql'
import { authorize } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'

export type Project = {
  id: string
  name: string
  createdByName: string
  archivedAt: Date | null
  createdAt: Date
}

const columns = {
  id: projects.id,
  name: projects.name,
  createdByName: projects.createdByName,
  archivedAt: projects.archivedAt,
  createdAt: projects.createdAt,
}

export const PROJECTS_PER_PAGE = 20

export const PROJECT_STATUSES = ['active', 'archived'] as const

type ProjectFilter = { search?: string; status?: (typeof PROJECT_STATUSES)[number] }

/** The newest come first, archived ones last. Pages start at 1, and `total` counts all of them. */
export async function listProjects(
  scope: OrgScope,
  { page = 1, ...filter }: ProjectFilter & { page?: number } = {},
): Promise<{ projects: Project[]; total: number }> {
  const rows = await asOrg(scope, (tx) =>
    tx
      .select({ ...columns, total: sql<number>`count(*) over ()`.mapWith(Number) })
      .from(projects)
      .where(whereFound(scope, filter))
      .orderBy(desc(isNull(projects.archivedAt)), desc(projects.createdAt), desc(projects.id))
      .limit(PROJECTS_PER_PAGE)
      .offset((page - 1) * PROJECTS_PER_PAGE),
  )
  // A page after the last has no row with the total.
  const isPastEnd = !rows.length && page > 1
  const total = isPastEnd ? (await listProjects(scope, filter)).total : (rows[0]?.total ?? 0)
  return { projects: rows.map(({ total, ...project }) => project), total }
}

/** How many projects of each status the search finds. */
export async function countProjects(scope: OrgScope, search = '') {
  const [counts] = await asOrg(scope, (tx) =>
    tx
      .select({
        active: sql`count(*) filter (where ${IS.active})`.mapWith(Number),
        archived: sql`count(*) filter (where ${IS.archived})`.mapWith(Number),
      })
      .from(projects)
      .where(whereFound(scope, { search })),
  )
  return counts ?? { active: 0, archived: 0 }
}

const IS = { active: isNull(projects.archivedAt), archived: isNotNull(projects.archivedAt) }

function whereFound(scope: OrgScope, { search, status }: ProjectFilter) {
  return and(
    eq(projects.orgId, scope.org.id),
    search ? nameContains(projects.name, search) : undefined,
    status && IS[status],
  )
}

/** The newest projects that are not archived, or the newest archived ones if all are. */
export async function listRecentProjects(scope: OrgScope, limit: number): Promise<Project[]> {
  return asOrg(scope, (tx) => {
    const active = alias(projects, 'active')
    const someActive = tx
      .select({ id: active.id })
      .from(active)
      .where(and(eq(active.orgId, scope.org.id), isNull(active.archivedAt)))
    return tx
      .select(columns)
      .from(projects)
      .where(
        and(
          eq(projects.orgId, scope.org.id),
          or(isNull(projects.archivedAt), notExists(someActive)),
        ),
      )
      .orderBy(desc(projects.createdAt), desc(projects.id))
      .limit(limit)
  })
}

export async function findProject(scope: OrgScope, id: string): Promise<Project | null> {
  const [project] = await asOrg(scope, (tx) =>
    tx.select(columns).from(projects).where(whereProject(scope, id)),
  )
  return project ?? null
}

/** Returns the id of the new project. */
export async function createProject(scope: OrgScope, { name }: { name: string }): Promise<string> {
  return asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'project.create')
    await requireRoom(tx, scope, projects, 'name')
    const creator = { createdBy: scope.user.id, createdByName: scope.user.name }
    const id = randomUUID()
    await tx.insert(projects).values({ orgId: scope.org.id, id, name, ...creator })
    await record(tx, scope, 'project.create', id, { name })
    return id
  })
}

export async function renameProject(scope: OrgScope, id: string, name: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'project.rename')
    const [renamed] = await tx
      .update(projects)
      .set({ name })
      .where(whereProject(scope, id))
      .returning({ name: projects.name })
    if (!renamed) throw noSuchProject()
    await record(tx, scope, 'project.rename', id, renamed)
  })
}

export async function archiveProject(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'project.archive')
    const [archived] = await tx
      .update(projects)
      .set({ archivedAt: sql`now()` })
      .where(whereProject(scope, id))
      .returning({ name: projects.name })
    if (!archived) throw noSuchProject()
    await record(tx, scope, 'project.archive', id, archived)
  })
}

export async function restoreProject(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'project.archive')
    const [restored] = await tx
      .update(projects)
      .set({ archivedAt: null })
      .where(whereProject(scope, id))
      .returning({ name: projects.name })
    if (!restored) throw noSuchProject()
    await record(tx, scope, 'project.restore', id, restored)
  })
}

/** Deletes its tasks too. */
export async function deleteProject(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'project.delete')
    const [deleted] = await tx
      .delete(projects)
      .where(whereProject(scope, id))
      .returning({ name: projects.name })
    if (!deleted) throw noSuchProject()
    await record(tx, scope, 'project.delete', id, deleted)
  })
}

function whereProject(scope: OrgScope, id: string) {
  return and(eq(projects.orgId, scope.org.id), eq(projects.id, id))
}

function noSuchProject() {
  return new AppError('not_found', 'This project no longer exists.')
}
