import type { Page } from '@playwright/test'
import { pressEscape } from '../support/forms'
import { insertOrgs } from '../support/insert-rows'
import { createOrg, newUser } from '../support/people'
import { expect, test } from '../support/test'

test('the organization switcher works with the keyboard and searches', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const { page } = ann
  const search = page.getByLabel('Search organizations')
  for (const name of ['Acme', 'Borealis']) await createOrg(ann, name)
  const org = await createOrg(ann, 'Cyberdyne')

  for (const path of ['/orgs', '/orgs/new', '/invitations', org]) {
    await page.goto(path)
    await expect(switcher(page)).toBeEnabled()
    await switcher(page).press('Enter')
    await expect(search).toBeFocused()
    await expect(orgLinks(page)).toHaveCount(3)
    await pressEscape(page)
    await expect(switcher(page)).toBeFocused()
  }
  await expect(switcher(page)).toHaveAccessibleName('Cyberdyne, switch organization')
  // Those that were never opened follow by name.
  const byUse = [/Cyberdyne/, /Acme/, /Borealis/]

  await page.keyboard.press('Enter')
  await expect(orgLinks(page)).toHaveText(byUse)
  await page.keyboard.type('BÓR')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Borealis' })).toBeVisible()

  // Not before the page is hydrated.
  await expect(switcher(page)).toBeEnabled()
  await switcher(page).press('Enter')
  await expect(page.getByRole('link', { name: 'Borealis' })).toHaveAttribute('aria-current', 'true')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('link', { name: 'Acme' })).toBeFocused()
  await page.keyboard.type('cyb')
  await expect(search).toHaveValue('cyb')
  await expect(orgLinks(page)).toHaveText([/Cyberdyne/])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Cyberdyne' })).toBeVisible()

  await switcher(page).click()
  await expect(search).toBeFocused()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await expect(page.getByRole('link', { name: 'New organization' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'New organization' })).toBeVisible()
})

test('with many organizations, the switcher shows those used last and searches the others', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const { page } = ann
  const acme = await createOrg(ann, 'Zeta')
  await insertOrgs(process.env.DATABASE_URL ?? '', ann.email, 60)

  const response = await page.goto(`${acme}/dashboard`)
  expect(await response?.text()).not.toContain('Labs 0')
  await switcher(page).click()
  await expect(orgLinks(page)).toHaveCount(20)
  await expect(orgLinks(page).first()).toHaveText(/Zeta/)
  await expect(page.getByText('41 more. Search to find them.')).toBeVisible()
  await page.getByLabel('Search organizations').fill('labs 057')
  await expect(orgLinks(page)).toHaveText([/Labs 057/])
  await orgLinks(page).click()
  await expect(page.getByRole('heading', { name: 'Labs 057' })).toBeVisible()
  await switcher(page).click()
  await expect(orgLinks(page).filter({ hasText: 'Labs 057' })).toBeVisible()
  await expect(orgLinks(page).nth(0)).toHaveText(/Labs 057/)
  await expect(orgLinks(page).nth(1)).toHaveText(/Zeta/)

  await page.route('/api/orgs?*', (route) => route.fulfill({ status: 503 }))
  await page.getByLabel('Search organizations').fill('labs')
  await expect(page.getByText('The list could not be loaded.')).toBeVisible()
})

for (const javaScriptEnabled of [true, false]) {
  const withOrWithout = javaScriptEnabled ? 'with' : 'without'
  test(`the list of organizations has pages and a search ${withOrWithout} JavaScript`, async ({
    browser,
  }) => {
    const ann = await newUser(browser, 'Ann')
    const acme = await createOrg(ann, 'Acme')
    await insertOrgs(process.env.DATABASE_URL ?? '', ann.email, 20)
    const storageState = await ann.page.context().storageState()
    const page = await (await browser.newContext({ javaScriptEnabled, storageState })).newPage()
    const links = page.getByRole('main').getByRole('listitem').getByRole('link')

    if (javaScriptEnabled) await page.goto('/orgs')
    else {
      await page.goto(`${acme}/dashboard`)
      await page.getByRole('link', { name: 'Your organizations' }).click()
    }
    await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
    await expect(links).toHaveCount(20)
    await expect(links.first()).toHaveText('Acme')
    await page.getByRole('link', { name: 'Next' }).click()
    await expect(links).toHaveText(['Labs 020'])
    await page.getByRole('searchbox', { name: 'Search organizations' }).fill('LABS 013')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(links).toHaveText(['Labs 013'])
    await page.goto('/orgs?q=nothing')
    await expect(page.getByText('No organization matches “nothing”')).toBeVisible()
    await page.goto('/orgs?page=9')
    await expect(page).toHaveURL('/orgs?page=2')
  })
}

const switcher = (page: Page) => page.getByRole('button', { name: 'switch organization' })

/** The orgs in the open switcher. */
function orgLinks(page: Page) {
  return page.getByRole('list', { name: 'Organizations' }).getByRole('link')
}
