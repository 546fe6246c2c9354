import type { Page } from '@playwright/test'
import { brand } from '@/lib/brand'
import { expect, test } from './support/test'

for (const colorScheme of ['light', 'dark'] as const) {
  test(`a root layout that fails leaves a complete page (${colorScheme})`, async ({ browser }) => {
    const page = await browser.newPage({ colorScheme })
    // The root layout is the first to listen to Back.
    await page.addInitScript(() => {
      const add = window.addEventListener.bind(window)
      window.addEventListener = (type: string, listener: EventListenerOrEventListenerObject) => {
        if (type !== 'popstate' || sessionStorage.getItem('failed')) return add(type, listener)
        sessionStorage.setItem('failed', 'once')
        throw new Error('The layout failed.')
      }
    })
    await page.goto('/sign-in')

    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Something went wrong')
    await expect(page).toHaveTitle(`Something went wrong · ${brand.name}`)
    await expect(page.locator('html')).toHaveAttribute('lang', 'en')
    const retry = page.getByRole('link', { name: 'Try again' })
    await expect(retry).toHaveCSS('border-radius', '6px')
    const background = await backgroundOf(page)

    await retry.click()
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
    expect(background).toBe(await backgroundOf(page))
    await page.close()
  })
}

const backgroundOf = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.body).backgroundColor)
