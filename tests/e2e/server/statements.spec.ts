import { rmSync } from 'node:fs'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { query } from '../../setup/databases'
import { openWithoutScripts } from '../support/forms'
import { insertMembers } from '../support/insert-rows'
import { dataDirOf, startWithoutWorker } from '../support/server'
import { logStatements } from '../support/statement-log'
import { expect, test } from '../support/test'

const dataDir = dataDirOf('statements')

/** How many statements a page sends, the one of its guard included, however many rows there are. */
const IN_AN_ORG = {
  '/acme/dashboard': 3,
  '/acme/projects': 3,
  '/acme/team': 4,
  '/acme/team?q=person&sort=joined&order=desc&page=2': 4,
  '/acme/activity': 2,
  '/acme/activity?member=person': 3,
  '/acme/settings': 3,
  '/api/members?org=acme': 2,
  '/api/projects?org=acme': 2,
}

const OUTSIDE = { '/sign-in': 2, '/orgs': 4, '/orgs/new': 2, '/invitations': 2, '/api/orgs': 2 }

test.afterAll(async () => {
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('a guard sends one statement for session, user, org and membership, and a service one more', async ({
  browser,
}) => {
  const { url } = await startEmbedded(dataDir)
  const log = await logStatements(dataDir)
  const server = await startWithoutWorker(dataDir)
  try {
    const page = await openWithoutScripts(browser, server.url)
    await insertMembers(url, 'acme', 5_000)
    await page.request.get('/acme/dashboard')
    // The first page of an hour records the use of the org after its response.
    await expect.poll(() => countUses(url)).toBe(1)
    await page.goto('/acme/projects')
    const project = page.getByRole('main').locator('a[href*="/projects/"]').first()
    const projectPath = String(await project.getAttribute('href'))

    for (const [path, count] of Object.entries({ ...IN_AN_ORG, [projectPath]: 4, ...OUTSIDE })) {
      const statements = await log.during(async () => {
        const response = await page.request.get(path, { maxRedirects: 0 })
        expect(response.status(), path).toBe(path === '/sign-in' ? 307 : 200)
      })
      // Each transaction sets its role first. Without `begin` and `commit`, it is one round trip.
      const transactions = statements.filter((statement) => statement.includes("'role'"))
      expect(transactions, path).toHaveLength(count)
      const selects = statements.filter((statement) => / from "/.test(statement))
      expect(selects, path).toHaveLength(count)
      expect(selects[0], path).toContain('from "sessions"')
      if (!(path in OUTSIDE)) expect(selects[0], path).toContain('join "orgs"')
      const oneByOne = statements.filter((statement) => /^(begin|commit)/.test(statement))
      expect(oneByOne, path).toEqual([])
    }
  } finally {
    await server.kill()
    await log.end()
  }
})

async function countUses(database: string): Promise<number> {
  const uses = 'set role app_system; select from memberships where last_used_at is not null'
  return (await query(database, uses)).length
}
