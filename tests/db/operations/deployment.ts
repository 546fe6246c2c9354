import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject, onTestFinished, vi } from 'vitest'
import { closePool } from '@/db/client'
import { query, withDatabase } from '../../setup/databases'

/** Points the environment at a new empty database until the test ends. Returns modules that use it. */
export async function switchToNewDeployment() {
  const server = inject('server')
  const name = `${inject('run')}_${randomBytes(6).toString('hex')}`
  await query(server, `create database ${name} template ${inject('run')}_on`)
  onTestFinished(async () => {
    vi.unstubAllEnvs()
    await closePool()
    await query(server, `drop database ${name} with (force)`)
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
    ...(await import('./org-schema')),
    ...(await import('./tables-of-every-type')),
  }
}

/** Returns the path of a new file. Its folder is removed when the test ends. */
export async function newFilePath() {
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry export '))
  onTestFinished(() => rm(folder, { recursive: true }))
  return path.join(folder, 'acme.tenantry.gz')
}
