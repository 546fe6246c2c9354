import type { Browser, Page } from '@playwright/test'
import { removeDatabase } from '../../e2e/support/database'
import { pressEscape } from '../../e2e/support/forms'
import { sessionCookie } from '../../e2e/support/send'
import { dataDirOf, startWithoutWorker } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { faultsOn } from './faults'
import { createLongNames } from './long-names'
import { listPages } from './pages'

const dataDir = dataDirOf('screens')

test.use({ dataDir })
test.afterAll(() => removeDatabase(dataDir))

test('with names of 100 characters, each page fits on a narrow phone and can be tapped', async ({
  browser,
}) => {
  const server = await startWithoutWorker(dataDir)
  try {
    const { ids, sessions } = await createLongNames()
    const faults: Record<string, string[]> = {}
    for (const [who, token] of Object.entries(sessions)) {
      const page = await openPhone(browser, server.url, token)
      for (const path of [...listPages(ids), '/no/such/page']) {
        await page.goto(path)
        const found = [...(await faultsOn(page)), ...(await faultsOfOverlays(page))]
        if (found.length) faults[`${who}: ${path}`] = found
      }
      await page.context().close()
    }
    expect(faults).toEqual({})
  } finally {
    await server.kill()
  }
})

async function openPhone(browser: Browser, baseURL: string, token: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL,
    viewport: { width: 320, height: 640 },
    hasTouch: true,
    reducedMotion: 'reduce',
  })
  const [name = '', value = ''] = sessionCookie(new URL(baseURL).port, token).split('=')
  if (token) await context.addCookies([{ name, value, url: baseURL }])
  return context.newPage()
}

/** Opens each menu and dialog, but only one of those that each row has. */
async function faultsOfOverlays(page: Page): Promise<string[]> {
  const faults: string[] = []
  const openers = page.locator('[aria-haspopup]:not(li:nth-child(n + 2) *, tr:nth-child(n + 2) *)')
  for (const opener of await openers.filter({ visible: true }).all()) {
    await expect(opener).toBeEnabled()
    await opener.tap()
    await page.locator('[role=dialog], [role=alertdialog], [role=menu]').waitFor()
    faults.push(...(await faultsOn(page)))
    await pressEscape(page)
    await expect(opener).toHaveAttribute('aria-expanded', 'false')
  }
  return faults
}
