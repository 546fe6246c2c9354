import type { Page } from '@playwright/test'
import { signal } from '../db/fixtures/signal'
import { createAcme } from './support/people'
import { expect, test } from './support/test'

test('a phone shows every tab, a bar until the next page has loaded, and loads no page before a click', async ({
  browser,
}) => {
  const { ann, acme } = await createAcme(browser)
  const { page } = ann
  const prefetched: string[] = []
  page.on('request', (request) => {
    if ('next-router-prefetch' in request.headers()) prefetched.push(request.url())
  })
  await page.setViewportSize({ width: 320, height: 568 })
  await page.goto(`${acme}/team`)
  await expect(page.getByRole('button', { name: 'Jump to…' })).toBeInViewport({ ratio: 1 })
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
  const tabs = page.getByRole('navigation', { name: 'Organization' }).getByRole('link')
  await expect(tabs).toHaveText(['Dashboard', 'Projects', 'Team', 'Activity', 'Settings'])
  for (const tab of await tabs.all()) await expect(tab).toBeInViewport({ ratio: 1 })

  const progress = page.locator('[data-pending]')
  await page.getByLabel('Search members').fill('bob')
  let release = await holdPage(page, 'team')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(progress).toBeVisible()
  release()
  await expect(page.getByText('1 match')).toBeVisible()
  await expect(progress).toHaveCount(0)

  const settings = page.getByRole('link', { name: 'Settings' })
  release = await holdPage(page, 'settings')
  await settings.click()
  await expect(progress).toBeVisible()
  release()
  await expect(settings).toHaveAttribute('aria-current', 'page')
  await expect(progress).toHaveCount(0)

  const tab = page.context().waitForEvent('page')
  await page.getByRole('link', { name: 'Projects' }).click({ modifiers: ['ControlOrMeta'] })
  await expect(await tab).toHaveURL(`${acme}/projects`)
  await expect(page).toHaveURL(`${acme}/settings`)
  expect(prefetched).toEqual([])
})

/** A page that is navigated to from now on arrives after the returned function is called. */
async function holdPage(page: Page, name: string): Promise<() => void> {
  const { promise, resolve } = signal()
  await page.route(
    (url) => url.pathname.endsWith(`/${name}`) && url.searchParams.has('_rsc'),
    async (route) => {
      await promise
      await route.continue()
    },
  )
  return resolve
}
