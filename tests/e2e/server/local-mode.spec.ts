import { rmSync } from 'node:fs'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { brand } from '@/lib/brand'
import { query, withDatabase } from '../../setup/databases'
import { signIn } from '../support/forms'
import { send } from '../support/send'
import { dataDirOf, type Server, startServer } from '../support/server'
import { expect, test } from '../support/test'

const dataDir = dataDirOf('local-mode')
const MAILBOX = /Emails that the app has sent/

let server: Server
let port: string

// The tests share a server.
test.describe.configure({ mode: 'default' })

test.beforeAll(async () => {
  server = await startServer({ LOCAL_MODE: '1', DATA_DIR: dataDir })
  port = new URL(server.url).port
})

test.afterAll(async () => {
  await server.kill()
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

const get = (path: string, headers: Record<string, string> = {}) =>
  send(port, { path, headers: { host: `localhost:${port}`, ...headers } })

test('a production server is in local mode only with LOCAL_MODE=1', async () => {
  const failure = await startServer({ DATA_DIR: dataDir }).catch((error: Error) => error.message)
  expect(failure).toContain('DATABASE_URL is missing')
  expect(failure).toContain('set LOCAL_MODE=1')
  expect(server.output()).toContain(
    `${brand.name} runs in local mode, with demo data for this machine only.`,
  )
  expect(server.output()).toContain('admin@example.com')
})

test('the server refuses to start in local mode with a public APP_URL', async () => {
  const { url: DATABASE_URL } = await startEmbedded(dataDir)
  const failure = await startServer({
    LOCAL_MODE: '1',
    APP_URL: 'https://app.example.com',
    DATABASE_URL,
    AUTH_SECRET: 'a secret that only this test knows, long enough',
    RESEND_API_KEY: 're_test',
    MAIL_FROM: 'Acme <hello@acme.example>',
    DATA_DIR: dataDir,
  }).catch((error: Error) => error.message)
  expect(failure).toContain('Ended with 1')
  expect(failure).toContain('LOCAL_MODE=1 requires an APP_URL on localhost')
})

test('another database than the embedded one is not seeded', async () => {
  const { url } = await startEmbedded(dataDir)
  await query(url, 'create database own')
  const DATABASE_URL = withDatabase(url, 'own')
  const other = await startServer({ LOCAL_MODE: '1', DATABASE_URL, DATA_DIR: dataDir })
  try {
    expect(await query(DATABASE_URL, COUNT_USERS)).toEqual([{ count: '0' }])
    expect(await query(url, COUNT_USERS)).not.toEqual([{ count: '0' }])
  } finally {
    await other.kill()
  }
})

test('Next’s own requests after an action do not count as forwarded', async ({
  browser,
  baseURL,
}) => {
  const page = await browser.newPage()
  for (const origin of [server.url, baseURL]) {
    await page.goto(`${origin}/sign-in?next=/orgs`)
    await signIn({ name: 'Ada', email: 'admin@example.com', page }, 'password')
    await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
  }
  await page.goto(`${server.url}/acme/team`)
  await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
  await page.goto(`${server.url}/dev/mailbox`)
  await expect(page.getByText(MAILBOX)).toBeVisible()
  expect(server.output()).not.toContain('PROXIES')
})

test('the mailbox and the previews are closed to requests that a proxy forwarded', async () => {
  const pages = ['/dev/mailbox', '/dev/emails', '/dev/emails/invitation']
  for (const page of pages) expect((await get(page)).status, page).toBe(200)
  for (const header of ['Forwarded', 'Via', 'X-Forwarded-For', 'X-Forwarded-Proto', 'X-Real-IP']) {
    const forwarded = { [header]: '203.0.113.7' }
    for (const page of pages) expect((await get(page, forwarded)).status, header).toBe(404)
    expect((await get('/sign-in', forwarded)).status, header).toBe(200)
  }
  expect(server.output().match(/PROXIES is 0/g)).toHaveLength(1)
})

test('the known password signs nobody in through a proxy', async ({ browser }) => {
  const context = await browser.newContext({ extraHTTPHeaders: { Via: '1.1 proxy' } })
  const page = await context.newPage()
  await page.goto(`${server.url}/sign-in`)
  await signIn({ name: 'Ada', email: 'admin@example.com', page }, 'password')
  await expect(page.getByText('Everyone knows the password of the demo accounts')).toBeVisible()
  await page.goto(`${server.url}/orgs`)
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn({ name: 'Ada', email: 'admin@example.com', page }, 'another password')
  await expect(page.getByText('The email or the password is wrong.')).toBeVisible()
})

test('127.0.0.1 leads to localhost, and other hosts get a page about APP_URL', async () => {
  for (const host of [`127.0.0.1:${port}`, `[::1]:${port}`]) {
    const { status, headers } = await get('/acme/team?page=2', { host })
    expect([status, headers.location]).toEqual([307, `${server.url}/acme/team?page=2`])
  }
  const foreign: Record<string, string>[] = [
    { host: 'localhost:1' },
    { host: `192.168.1.7:${port}` },
    { host: 'evil.example', 'X-Forwarded-Host': `localhost:${port}` },
    { 'X-Forwarded-Host': 'evil.example' },
  ]
  for (const headers of foreign) {
    for (const path of ['/', '/dev/mailbox', '/acme/team', '/api/projects?org=acme']) {
      const { status, text } = await get(path, headers)
      expect(status, JSON.stringify(headers)).toBe(404)
      expect(text).toContain('APP_URL')
      expect(text).not.toMatch(/Acme|evil/)
    }
  }
})

const COUNT_USERS = 'set role app_system; select count(*) from users'
