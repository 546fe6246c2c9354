import { and, desc, eq, isNull, sql } from 'drizzle-orm'
import { projects } from '@/db/schema/tenant/projects'
import { asOrg } from '@/db/transactions'
import { record } from '@/lib/audit/record'
import { AppError } from '@/lib/errors'
import { authorize } from '@/lib/orgs/permissions'
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
    const creator = { createdBy: scope.user.id, createdByName: scope.user.name }
    const [created] = await tx
      .insert(projects)
      .values({ orgId: scope.org.id, name, ...creator })
      .returning({ id: projects.id })
    if (created) await record(tx, scope, 'project.create', created.id, { name })
  })
}

export async function renameProject(scope: OrgScope, id: string, name: string) {
  await asOrg(scope, async (tx) => {
    await authorize(tx, scope, 'project.rename')
    const [renamed] = await tx
      .update(projects)
      .set({ name })
      .where(theProject(scope, id))
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
      .where(theProject(scope, id))
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
      .where(theProject(scope, id))
      .returning({ name: projects.name })
    if (!restored) throw noSuchProject()
    await record(tx, scope, 'project.restore', id, restored)
  })
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
    await record(tx, scope, 'project.delete', id, deleted)
  })
}

function theProject(scope: OrgScope, id: string) {
  return and(eq(projects.orgId, scope.org.id), eq(projects.id, id))
}

function noSuchProject() {
  return new AppError('not_found', 'This project does not exist any more.')
}
