import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject, onTestFinished, vi } from 'vitest'
import { closePool } from '@/db/client'
import { exportTenant } from '@/db/operations/export/export-tenant'
import { dropDatabase, query, withDatabase } from '../../setup/databases'
import { createOrgWithRows } from './org-with-rows'

/** Points the environment at a new empty database until the test ends. Returns modules that use it. */
export async function switchToNewDeployment() {
  const server = inject('server')
  const name = `${inject('run')}_${randomBytes(6).toString('hex')}`
  await query(server, `create database ${name} template ${inject('run')}_on`)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await closePool()
    await dropDatabase(server, name)
  })
  vi.stubEnv('DATABASE_URL', withDatabase(server, name))
  vi.stubEnv('DATABASE_URL_DIRECT', withDatabase(server, name))
  await closePool()
  vi.resetModules()
  return {
    ...(await import('@/db/operations/import/import-tenant')),
    ...(await import('@/lib/audit/list-activity')),
    ...(await import('@/lib/orgs/memberships')),
    ...(await import('@/lib/orgs/scope')),
    ...(await import('@/lib/projects/projects')),
    ...(await import('../../contents')),
    ...(await import('../../factories')),
    ...(await import('../../db/fixtures/org-schema')),
    ...(await import('./tables-of-every-type')),
  }
}

/** Returns the path of a new file. Its folder is removed when the test ends. */
export async function newFilePath() {
  const folder = await mkdtemp(path.join(tmpdir(), 'export '))
  onTestFinished(() => rm(folder, { recursive: true }))
  return path.join(folder, 'acme.export.gz')
}

/** Exports a new org to a file, and switches to a new deployment. */
export async function exportToNewDeployment() {
  const acme = await createOrgWithRows()
  const file = await newFilePath()
  await exportTenant(acme.slug, file)
  const there = await switchToNewDeployment()
  return { acme, file, there, before: await countEverything() }
}

/** Counts the rows and schemas of the current deployment. */
export async function countEverything() {
  const { querySystem } = await import('../../db/fixtures/org-schema')
  const { rows } = await querySystem(
    `select (select count(*) from orgs) as orgs, (select count(*) from users) as users,
       (select count(*) from org_slugs) as slugs, (select count(*) from tenant.projects) as projects,
       (select count(*) from pg_namespace where nspname ~ '^t_') as schemas`,
  )
  return rows
}
