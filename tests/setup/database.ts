import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, expect, inject, vi } from 'vitest'
import { closePool } from '@/db/client'
import { dropDatabase, query, withDatabase } from './databases'

// Each test file has its own database. Each test in it creates its own orgs.
const server = inject('server')
const database = `${inject('run')}_${randomBytes(6).toString('hex')}`
const template = `${inject('run')}_${process.env.TEST_POLICIES ?? 'on'}`
const before = { ...process.env }

await query(server, `create database ${database} template ${template} strategy file_copy`)

Object.assign(process.env, {
  LOCAL_MODE: '1',
  APP_URL: 'http://localhost:3000',
  AUTH_SECRET: 'a secret that only tests know, long enough',
  DATABASE_URL: withDatabase(process.env.TEST_POOLER ? inject('pooler') : server, database),
  DATABASE_URL_DIRECT: withDatabase(server, database),
})

afterAll(async () => {
  await closePool()
  await dropDatabase(server, database)
  resetProcess()
})

/** Several files run in a process, one after the other. They share its packages, and nothing else. */
function resetProcess() {
  const source = readFileSync(expect.getState().testPath ?? '', 'utf8')
  for (const [, name = ''] of source.matchAll(/vi\.mock\('(.+?)'/g)) vi.doUnmock(name)
  vi.resetModules()
  vi.useRealTimers()
  vi.unstubAllGlobals()
  vi.unstubAllEnvs()
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, before)
}
