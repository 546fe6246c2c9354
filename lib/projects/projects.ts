import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { asOrg, type Tx } from '@/db/doors'
import { projects } from '@/db/schema/tenant/projects'
import { type AuditAction, record } from '@/lib/audit/record'
import { AppError } from '@/lib/errors'
import { authorize, type Permission } from '@/lib/orgs/permissions'
import type { OrgScope } from '@/lib/orgs/scope'

export type Project = {
  id: string
  name: string
  createdByName: string
  archivedAt: Date | null
  createdAt: Date
}

/** The org's projects, the newest first, archived ones last. */
export async function listProjects(scope: OrgScope): Promise<Project[]> {
  return asOrg(scope, (tx) =>
    tx
      .select({
        id: projects.id,
        name: projects.name,
        createdByName: projects.createdByName,
        archivedAt: projects.archivedAt,
        createdAt: projects.createdAt,
      })
      .from(projects)
      .where(eq(projects.orgId, scope.org.id))
      .orderBy(desc(isNull(projects.archivedAt)), desc(projects.createdAt), desc(projects.id)),
  )
}

export async function createProject(scope: OrgScope, { name }: { name: string }) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'project.create')
    await tx.insert(projects).values({
      orgId: scope.org.id,
      name,
      createdBy: scope.user.id,
      createdByName: scope.user.name,
    })
    await record(tx, scope, 'project.create', { name })
  })
}

export async function renameProject(scope: OrgScope, id: string, name: string) {
  await change(scope, id, 'project.rename', 'project.rename', { name })
}

export async function archiveProject(scope: OrgScope, id: string) {
  await change(scope, id, 'project.archive', 'project.archive', { archivedAt: sql`now()` })
}

export async function restoreProject(scope: OrgScope, id: string) {
  await change(scope, id, 'project.archive', 'project.restore', { archivedAt: null })
}

/** For good. Throws `forbidden` for whoever is no admin. */
export async function deleteProject(scope: OrgScope, id: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'project.delete')
    const [deleted] = await tx
      .delete(projects)
      .where(theProject(scope, id))
      .returning({ name: projects.name })
    if (!deleted) throw noSuchProject()
    await record(tx, scope, 'project.delete', deleted)
  })
}

async function change(
  scope: OrgScope,
  id: string,
  permission: Permission,
  action: AuditAction,
  values: Parameters<ReturnType<Tx['update']>['set']>[0],
) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, permission)
    const [changed] = await tx
      .update(projects)
      .set(values)
      .where(theProject(scope, id))
      .returning({ name: projects.name })
    if (!changed) throw noSuchProject()
    await record(tx, scope, action, changed)
  })
}

function theProject(scope: OrgScope, id: string) {
  return and(eq(projects.orgId, scope.org.id), eq(projects.id, id))
}

function noSuchProject() {
  return new AppError('not_found', 'This project does not exist any more.')
}
