import type { Page } from '@playwright/test'

/** Fills in the pages of the issuer. */
export async function logIn(page: Page, login: string) {
  await page.getByPlaceholder('Enter any login').fill(login)
  await page.getByPlaceholder('and password').fill('any')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(/\/\/localhost:\d+\/(?!interaction|auth)/)
}
