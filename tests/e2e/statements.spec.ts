import { rmSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { startEmbedded, stopEmbedded } from '@/db/embedded'
import { insertMembers } from './insert-members'
import { dataDirOf, startServer } from './server'
import { listenIn } from './wire'

const dataDir = dataDirOf('statements')

test.afterAll(async () => {
  await stopEmbedded(dataDir)
  rmSync(dataDir, { recursive: true, force: true })
})

test('a page of an org costs one statement for the session, one for the scope, and few more', async ({
  browser,
}) => {
  const { url } = await startEmbedded(dataDir)
  const wire = await listenIn(url)
  const server = await startServer({
    LOCAL_MODE: '1',
    DATA_DIR: dataDir,
    DATABASE_URL: wire.url,
    WORKER: 'separate',
  })
  try {
    // Without JavaScript no page fetches another ahead of time, which would be counted too.
    const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/sign-in')
    await page.getByLabel('Email').fill('admin@example.com')
    await page.getByLabel('Password').fill('password')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()

    await insertMembers(url, 'acme', 5_000)
    for (const [path, serviceCalls] of [
      ['/acme/dashboard', 3],
      ['/acme/projects', 2],
      ['/acme/team', 3],
      ['/acme/activity', 2],
      ['/acme/team?q=person&sort=joined&order=desc&page=2', 3],
    ] as const) {
      wire.clear()
      const answer = await context.request.get(path)
      expect(answer.status()).toBe(200)
      const statements = wire.statements()
      const selects = statements.filter((statement) => statement.startsWith('select'))
      const begins = statements.filter((statement) => statement.startsWith('begin;'))
      const commits = statements.filter((statement) => statement === 'commit')
      expect(selects, path).toHaveLength(2 + serviceCalls)
      expect(selects[0]).toContain('from "sessions"')
      expect(selects[1]).toContain('from "memberships"')
      expect(begins, path).toHaveLength(selects.length)
      expect(commits, path).toHaveLength(selects.length)
      expect(statements, path).toHaveLength(3 * selects.length)
    }
  } finally {
    await server.kill()
    wire.close()
  }
})
