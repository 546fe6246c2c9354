import { createAcme, createOrg, newUser } from '../support/people'
import { expect, test } from '../support/test'

test('the command menu opens dialogs, people, projects and other organizations', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  const globex = await createOrg(ann, 'Globex')
  const eve = await newUser(browser, 'Bobby')
  await createOrg(eve, 'Bobsled')
  const { page } = ann
  const options = page.getByRole('option')
  const search = async (text: string) => {
    await page.keyboard.press('Control+K')
    await page.getByRole('combobox', { name: 'Command menu' }).fill(text)
  }

  await page.goto(`${acme}/dashboard`)
  await expect(page.getByRole('button', { name: 'Jump to' })).toBeEnabled()
  await search('project new')
  await expect(options).toHaveText(/New project/)
  await page.keyboard.press('Enter')
  await page.getByLabel('Project name').fill('Moonshot')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name: 'Moonshot' })).toBeVisible()

  await search('BOB')
  await expect(options).toHaveText([new RegExp(bob.email)])
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Search members')).toHaveValue(bob.email)

  await search('zzzz')
  await expect(page.getByText('Nothing found.')).toBeVisible()
  await page.getByRole('combobox', { name: 'Command menu' }).fill('moon')
  await options.filter({ hasText: 'Moonshot' }).click()
  await expect(page.getByRole('heading', { name: 'Moonshot' })).toBeVisible()
  await page.keyboard.type('gp')
  await expect(page).toHaveURL(`${acme}/projects`)

  await search('glob')
  await options.filter({ hasText: 'Globex' }).click()
  await expect(page).toHaveURL(`${globex}/dashboard`)
})

test('a theme is chosen in the account menu and is in the HTML of later pages', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  const { page } = ann
  const html = page.locator('html')
  const scheme = () => html.evaluate((element) => getComputedStyle(element).colorScheme)
  const choose = async (theme: string) => {
    const saved = page.waitForResponse((response) => response.request().method() === 'POST')
    await page.getByRole('button', { name: 'account menu' }).click()
    await page.getByRole('menuitemradio', { name: theme }).click()
    await expect(page.getByRole('menuitemradio', { name: theme })).toBeChecked()
    await saved
    await page.keyboard.press('Escape')
  }

  await page.goto(`${acme}/dashboard`)
  expect(await scheme()).toBe('light dark')
  await choose('Dark')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  expect(await scheme()).toBe('dark')
  expect(await (await page.request.get('/sign-in')).text()).toMatch(/<html [^>]*data-theme="dark"/)

  await page.goto('/orgs')
  await expect(html).toHaveAttribute('data-theme', 'dark')
  await choose('System')
  await expect(html).not.toHaveAttribute('data-theme')
  await page.reload()
  expect(await scheme()).toBe('light dark')
})
