import type { Page } from '@playwright/test'

/** Chooses an item in the menu of a row. */
export async function choose(page: Page, row: string, item: string) {
  await page.getByRole('button', { name: `Actions for ${row}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}
