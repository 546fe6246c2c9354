import { rmSync } from 'node:fs'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { query } from '../../setup/databases'
import { openWithoutScripts } from '../support/forms'
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
    const page = await openWithoutScripts(browser, server.url)
    await insertMembers(url, 'acme', 5_000)
    await page.request.get('/acme/dashboard')
    // The first page of an hour records the use of the org after its response.
    await expect.poll(() => countUses(url)).toBe(1)
    for (const [path, services] of Object.entries(SERVICES)) {
      const statements = await log.during(async () => {
        expect((await page.request.get(path)).status()).toBe(200)
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
  const uses = 'set role app_system; select from memberships where last_used_at is not null'
  return (await query(database, uses)).length
}
