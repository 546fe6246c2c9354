import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { brand } from '@/lib/brand'
import { query, withDatabase } from '../../setup/databases'
import { dataDirOf, startServer } from '../support/server'
import { expect, test } from '../support/test'

const dataDir = dataDirOf('production')

// A complete production environment except for DATABASE_URL.
const CONFIGURED = {
  APP_URL: 'https://app.example.com',
  AUTH_SECRET: 'a secret that only this test knows, long enough',
  RESEND_API_KEY: 're_test',
  MAIL_FROM: 'Acme <hello@acme.example>',
  WORKER: 'separate',
}

test.describe.configure({ mode: 'serial' })

test.afterAll(async () => {
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('the server refuses to start with a message for each missing variable', async () => {
  const { MAIL_FROM, RESEND_API_KEY, AUTH_SECRET, ...rest } = CONFIGURED
  const failure = await startServer(rest).catch((error: Error) => error.message)
  expect(failure).toContain('Ended with 1')
  for (const name of ['DATABASE_URL', 'AUTH_SECRET', 'RESEND_API_KEY', 'MAIL_FROM']) {
    expect(failure).toContain(`${name} is missing: write `)
  }
})

test('the server refuses to start with an unknown TENANT_RESOLUTION', async () => {
  const failure = await startServer({
    ...CONFIGURED,
    DATABASE_URL: 'postgres://nowhere',
    TENANT_RESOLUTION: 'path,header',
  }).catch((error: Error) => error.message)
  expect(failure).toContain(
    'TENANT_RESOLUTION must be one or several of path, subdomain, cookie, param, such as subdomain,path.',
  )
})

test('the server names the host and port of a database that refuses the connection', async () => {
  const failure = await startServer({
    ...CONFIGURED,
    DATABASE_URL: 'postgres://ann:hunter2@localhost:9/app',
  }).catch((error: Error) => error.message)
  expect(failure).toMatch(/Cannot connect to PostgreSQL at localhost:9: .*ECONNREFUSED 127.0.0.1:9/)
  expect(failure).not.toContain('hunter2')
})

test('the server refuses an unmigrated database and does not change it', async () => {
  const DATABASE_URL = await emptyDatabase()
  const failure = await startServer({ ...CONFIGURED, DATABASE_URL }).catch(
    (error: Error) => error.message,
  )
  expect(failure).toContain('npm run db:migrate')
  expect(await countTables(DATABASE_URL)).toBe(0)
})

test('outside local mode there are no mailbox, previews, seed data and pages of next-auth', async () => {
  const DATABASE_URL = await emptyDatabase()
  const env = { ...CONFIGURED, DATABASE_URL }
  const migrated = spawnSync('npm', ['run', 'db:migrate'], {
    // Other specs set variables of this process.
    env: { NODE_ENV: 'production', PATH: process.env.PATH, HOME: process.env.HOME, ...env },
    shell: process.platform === 'win32',
    encoding: 'utf8',
  })
  expect(migrated.stdout).toContain('The database is up to date.')
  const server = await startServer(env)
  try {
    const pages = [
      '/dev/components',
      '/dev/mailbox',
      '/dev/mailbox/anything',
      '/dev/emails',
      '/dev/emails/invitation',
    ]
    // A proxy in front of the server sets this.
    const headers = { 'X-Forwarded-Host': 'app.example.com' }
    for (const path of pages) {
      expect((await fetch(server.url + path, { headers })).status, path).toBe(404)
    }
    expect((await fetch(`${server.url}/sign-in`, { headers })).status).toBe(200)
    expect((await fetch(`${server.url}/sign-in`)).status).toBe(404)
    for (const path of ['/sign-in', '/api/health', '/icon']) {
      const received = await fetch(server.url + path, { headers })
      expect(received.headers.get('strict-transport-security'), path).toBe('max-age=63072000')
    }

    const logged = server.output()
    for (const path of ['signin?callbackUrl=%0Aforged', 'verify-request', 'session', 'foo']) {
      const response = await fetch(`${server.url}/api/auth/${path}`, { headers })
      expect(response.status, path).toBe(404)
    }
    expect(server.output()).toBe(logged)
    expect(server.output()).toContain(
      `${brand.name} runs in production mode at https://app.example.com.`,
    )
    expect(server.output()).not.toContain('admin@example.com')
    const rows = await query(DATABASE_URL, 'set role app_system; select count(*) from users')
    expect(rows).toEqual([{ count: '0' }])
  } finally {
    await server.kill()
  }
})

/** Creates an empty database. Returns its URL. */
async function emptyDatabase(): Promise<string> {
  const { url } = await startEmbedded(dataDir)
  const name = `empty_${Date.now()}`
  await query(url, `create database ${name}`)
  return withDatabase(url, name)
}

/** The number of tables outside PostgreSQL's own schemas. */
async function countTables(url: string) {
  const rows = await query(
    url,
    `select 1 from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  )
  return rows.length
}
