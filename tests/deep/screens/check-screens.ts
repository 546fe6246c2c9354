import type { Browser, BrowserContextOptions, Page } from '@playwright/test'
import { pressEscape } from '../../e2e/support/forms'
import { sessionCookie } from '../../e2e/support/send'
import { expect } from '../../e2e/support/test'
import { listPages } from './pages'

type Content = {
  ids: Record<string, string>
  sessions: Record<string, string>
}

/**
 * Returns what `check` finds on each page, as each person, with and without each menu and dialog open. `sessions`
 * are tokens by person.
 */
export async function checkScreens(
  browser: Browser,
  baseURL: string,
  { ids, sessions }: Content,
  options: BrowserContextOptions,
  check: (page: Page) => Promise<string[]>,
): Promise<Record<string, string[]>> {
  const faults: Record<string, string[]> = {}
  for (const [who, token] of Object.entries(sessions)) {
    const page = await openAs(browser, baseURL, token, options)
    for (const path of [...listPages(ids), '/no/such/page']) {
      await page.goto(path)
      const found = [...(await check(page)), ...(await checkOverlays(page, check))]
      if (found.length) faults[`${who}: ${path}`] = found
    }
    await page.context().close()
  }
  return faults
}

/** A page of the person with this token. Empty for a visitor. */
export async function openAs(
  browser: Browser,
  baseURL: string,
  token: string,
  options: BrowserContextOptions,
): Promise<Page> {
  const context = await browser.newContext({ baseURL, reducedMotion: 'reduce', ...options })
  const [name = '', value = ''] = sessionCookie(new URL(baseURL).port, token).split('=')
  if (token) await context.addCookies([{ name, value, url: baseURL }])
  return context.newPage()
}

// Only one of the menus that each row has.
const OPENERS = '[aria-haspopup]:visible:not(li:nth-child(n + 2) *, tr:nth-child(n + 2) *)'

async function checkOverlays(page: Page, check: (page: Page) => Promise<string[]>) {
  const faults: string[] = []
  for (const opener of await page.locator(OPENERS).all()) {
    await expect(opener).toBeEnabled()
    await opener.click()
    await page.locator('[role=dialog], [role=alertdialog], [role=menu]').waitFor()
    faults.push(...(await check(page)))
    await pressEscape(page)
    await expect(opener).toHaveAttribute('aria-expanded', 'false')
  }
  return faults
}
