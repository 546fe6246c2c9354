import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Browser } from '@playwright/test'
import { stopEmbedded } from '@/db/embedded'
import { openWithoutScripts } from '../../e2e/support/forms'
import { dataDirOf, type Server, startWithoutWorker } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'

const dataDir = dataDirOf('outage')
const PATHS = ['/acme/team', '/acme/projects', '/orgs', '/acme/dashboard', '/api/projects?org=acme']

let server: Server

test.describe.configure({ mode: 'serial' })

test.beforeAll(async () => {
  server = await startWithoutWorker(dataDir)
})

test.afterAll(async () => {
  signalDatabase('SIGCONT')
  await server.kill()
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('300 connections get the page or a quick 503', async ({ browser }) => {
  const { cookie } = await signIn(browser)
  const answers = await repeat(300, cookie, Date.now() + 4_000)
  expectPageOr503(answers)
  expect(answers.some(({ status }) => status === 200)).toBe(true)
  expect((await get('/acme/team', cookie)).status).toBe(200)
})

test('while the database is stopped, every request gets a 503 within five seconds', async ({
  browser,
}) => {
  const { cookie, page } = await signIn(browser)
  await page.goto('/forgot-password')
  await page.getByLabel('Email').fill('nobody@example.com')
  const load = repeat(20, cookie, Date.now() + 8_000)
  for (const path of PATHS) await get(path, cookie)
  signalDatabase('SIGSTOP')

  const [action, health] = await Promise.all([
    page.waitForResponse((response) => response.request().method() === 'POST'),
    get('/api/health', cookie),
    page.getByRole('button', { name: 'Send' }).click(),
  ])
  expect(action.status()).toBe(503)
  expect(action.headers()['retry-after']).toBe('5')
  expect(health.status).toBe(503)
  await page.goto('/acme/team')
  await expect(page.getByRole('heading', { name: 'We will be right back' })).toBeVisible()
  const answers = await load
  expectPageOr503(answers)
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(5_000)
  for (const path of PATHS) {
    const refused = answers.filter((answer) => answer.path === path && answer.status === 503)
    expect(refused, path).not.toEqual([])
  }

  signalDatabase('SIGCONT')
  await expect.poll(() => get('/api/health', cookie)).toMatchObject({ status: 200 })
  await page.getByRole('link', { name: 'Try again' }).click()
  await expect(page.getByRole('heading', { name: 'Team' })).toBeVisible()
})

type Answer = { path: string; status: number; retryAfter: string | null; ms: number }

/** Sends requests over some connections, one after the other in each, and returns the answers. */
async function repeat(connections: number, cookie: string, until: number) {
  const answers: Answer[] = []
  const send = async (first: number) => {
    for (let turn = first; Date.now() < until; turn++) {
      answers.push(await get(PATHS[turn % PATHS.length] ?? '', cookie))
    }
  }
  await Promise.all(Array.from({ length: connections }, (_, number) => send(number)))
  return answers
}

async function get(path: string, cookie: string): Promise<Answer> {
  const start = performance.now()
  const response = await fetch(server.url + path, { headers: { cookie } })
  const ms = performance.now() - start
  // Keeps the connection: Node accepts one at each turn of the event loop.
  await response.arrayBuffer()
  const { status, headers } = response
  return { path, status, retryAfter: headers.get('retry-after'), ms }
}

function expectPageOr503(answers: Answer[]) {
  const wrong = answers.filter(({ status, retryAfter }) =>
    status === 503 ? retryAfter !== '5' : status !== 200,
  )
  expect(wrong).toEqual([])
}

async function signIn(browser: Browser) {
  const page = await openWithoutScripts(browser, server.url)
  const cookies = await page.context().cookies()
  return { page, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
}

/** Sends a signal to every process of the embedded PostgreSQL. */
function signalDatabase(signal: 'SIGSTOP' | 'SIGCONT') {
  const [postmaster] = readFileSync(path.join(dataDir, 'database/postmaster.pid'), 'utf8').split(
    '\n',
  )
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
  const processes = stdout.split('\n').map((line) => line.trim().split(/\s+/))
  for (const [pid, parent] of processes) {
    if (pid === postmaster || parent === postmaster) process.kill(Number(pid), signal)
  }
}
