import { rmSync } from 'node:fs'
import pg from 'pg'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { insertMembers } from '../support/insert-members'
import { dataDirOf, startWithoutWorker } from '../support/server'
import { logStatements } from '../support/statement-log'
import { expect, test } from '../support/test'

const dataDir = dataDirOf('statements')

// One for the session, one for the scope.
const GUARD = 2

/** How many statements the services of a page send, however many rows there are. */
const SERVICES = {
  '/acme/dashboard': 2,
  '/acme/projects': 1,
  '/acme/team': 2,
  '/acme/team?q=person&sort=joined&order=desc&page=2': 2,
  '/acme/activity': 1,
}

test.afterAll(async () => {
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('a page of an org sends one statement for the session, one for the scope, and few more', async ({
  browser,
}) => {
  const { url } = await startEmbedded(dataDir)
  const log = await logStatements(dataDir)
  const server = await startWithoutWorker(dataDir)
  try {
    // With JavaScript, a page prefetches others, which would be counted too.
    const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill('admin@example.com')
    await page.getByLabel('Password').fill('password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()

    await insertMembers(url, 'acme', 5_000)
    await context.request.get('/acme/dashboard')
    // The first page of an hour records the use of the org after its response.
    await expect.poll(() => countUses(url)).toBe(1)
    for (const [path, services] of Object.entries(SERVICES)) {
      const statements = await log.during(async () => {
        expect((await context.request.get(path)).status()).toBe(200)
      })
      // Each transaction sets its role first. Without `begin` and `commit`, it is one round trip.
      const transactions = statements.filter((statement) => statement.includes("'role'"))
      expect(transactions, path).toHaveLength(GUARD + services)
      const selects = statements.filter((statement) => / from "/.test(statement))
      expect(selects, path).toHaveLength(GUARD + services)
      expect(selects[0]).toContain('from "sessions"')
      expect(selects[1]).toContain('from "memberships"')
      const oneByOne = statements.filter((statement) => /^(begin|commit)/.test(statement))
      expect(oneByOne, path).toEqual([])
    }
  } finally {
    await server.kill()
    await log.end()
  }
})

async function countUses(database: string): Promise<number> {
  const client = new pg.Client({ connectionString: database })
  await client.connect()
  try {
    await client.query('set role app_system')
    const { rows } = await client.query('select from memberships where last_used_at is not null')
    return rows.length
  } finally {
    await client.end()
  }
}
