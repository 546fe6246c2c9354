import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inject, onTestFinished, vi } from 'vitest'
import { closePool } from '@/db/client'
import { query, withDatabase } from '../../setup/databases'

/** From here until the test ends, a database of its own is that of the environment: an empty deployment. */
export async function enterAnotherDeployment() {
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
    ...(await import('./places')),
    ...(await import('./every-type')),
  }
}

/** The path of a file that is not there yet, in a folder that goes with the test. */
export async function newFile() {
  const folder = await mkdtemp(path.join(tmpdir(), 'tenantry export '))
  onTestFinished(() => rm(folder, { recursive: true }))
  return path.join(folder, 'acme.tenantry.gz')
}
