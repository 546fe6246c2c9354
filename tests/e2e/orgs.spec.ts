import type { Page } from '@playwright/test'
import { pressEscape, signIn } from './support/forms'
import { insertOrgs } from './support/insert-rows'
import { createAcme, createOrg, handOver, newUser, type Person } from './support/people'
import { expect, test } from './support/test'

test('a renamed organization works under its new URL, also on pages that were open', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  const eve = await newUser(browser, 'Eve')
  const renamed = `${acme}-labs`
  const otherTab = await ann.page.context().newPage()
  await otherTab.goto(`${acme}/projects`)
  await bob.page.goto(`${acme}/team`)

  await ann.page.goto(`${acme}/settings`)
  await ann.page.getByLabel('Organization name').fill('Acme Labs')
  await ann.page.getByLabel('Organization URL').fill(renamed.slice(1))
  await ann.page.getByRole('button', { name: 'Save changes' }).click()
  await expect(ann.page).toHaveURL(`${renamed}/settings?saved=1`)
  await expect(ann.page.getByText('Changes saved.')).toBeVisible()
  await expect(ann.page.getByRole('button', { name: 'Switch organization' })).toHaveText(
    /Acme Labs/,
  )

  await otherTab.getByRole('button', { name: 'New project' }).first().click()
  await otherTab.getByLabel('Project name').fill('Moonshot')
  await otherTab.getByRole('button', { name: 'Create project' }).click()
  await expect(otherTab.getByRole('listitem').filter({ hasText: 'Moonshot' })).toBeVisible()
  await bob.page.getByRole('link', { name: 'Projects' }).click()
  await expect(bob.page).toHaveURL(`${renamed}/projects`)
  await expect(bob.page.getByText('Moonshot')).toBeVisible()
  await bob.page.goto(`${acme}/team?page=1`)
  await expect(bob.page).toHaveURL(`${renamed}/team?page=1`)

  for (const org of [acme, renamed]) {
    expect((await eve.page.goto(`${org}/team`))?.status()).toBe(404)
  }
  await eve.page.goto('/orgs/new')
  await eve.page.getByLabel('Organization name').fill('Eve')
  await eve.page.getByLabel('Organization URL').fill(acme.slice(1))
  await eve.page.getByRole('button', { name: 'Create organization' }).click()
  await expect(eve.page.getByLabel('Organization URL')).toHaveAccessibleDescription(
    /That URL is taken/,
  )
})

test('no member can open a deleted organization, and an admin can restore it', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  const slug = acme.slice(1)
  await ann.page.goto(`${acme}/settings`)
  const dialog = ann.page.getByRole('dialog')
  const confirmation = dialog.getByLabel(`Type ${slug} to confirm`)
  await ann.page.getByRole('button', { name: 'Delete organization' }).click()
  await confirmation.fill('something else')
  await dialog.getByRole('button', { name: 'Delete organization' }).click()
  await expect(confirmation).toHaveAccessibleDescription(`Type ${slug} to confirm.`)
  await confirmation.fill(slug)
  await dialog.getByRole('button', { name: 'Delete organization' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Deleted organizations' })).toBeVisible()

  for (const { page } of [ann, bob]) {
    expect((await page.goto(`${acme}/dashboard`))?.status()).toBe(404)
  }
  await bob.page.goto('/orgs')
  await expect(bob.page.getByText('No organizations yet')).toBeVisible()
  await expect(bob.page.getByRole('button', { name: 'Restore' })).toHaveCount(0)

  await ann.page.goto('/orgs')
  await ann.page.getByRole('button', { name: 'Restore Acme' }).click()
  await expect(ann.page.getByRole('link', { name: 'Acme' })).toBeVisible()
  for (const { page } of [ann, bob]) {
    expect((await page.goto(`${acme}/dashboard`))?.status()).toBe(200)
  }
})

test('only admins can open the settings', async ({ browser }) => {
  const { bob, acme } = await createAcme(browser)
  await bob.page.goto(`${acme}/dashboard`)
  const navigation = bob.page.getByRole('navigation', { name: 'Organization' })
  await expect(navigation.getByRole('link', { name: 'Team' })).toBeVisible()
  await expect(navigation.getByRole('link', { name: 'Settings' })).toHaveCount(0)
  expect((await bob.page.goto(`${acme}/settings`))?.status()).toBe(403)
  await expect(bob.page.getByRole('heading', { name: 'Admins only' })).toBeVisible()
  await bob.page.getByRole('link', { name: 'Back to dashboard' }).click()
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)
})

test('a former admin who opens the settings stays in the frame of the organization', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  await ann.page.goto(`${acme}/dashboard`)
  await handOver(ann, acme, bob)
  const navigation = ann.page.getByRole('navigation', { name: 'Organization' })
  await navigation.getByRole('link', { name: 'Settings' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Admins only' })).toBeVisible()
  await expect(ann.page.getByRole('main')).toHaveCount(1)
  await navigation.getByRole('link', { name: 'Team' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Team' })).toBeVisible()
})

test('signing in opens the only organization, or the last one used in this browser', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  await ann.page.goto('/orgs')
  await signOutAndIn(ann)
  await expect(ann.page).toHaveURL(`${acme}/dashboard`)

  const globex = await createOrg(ann, 'Globex')
  await ann.page.goto(globex)
  await signOutAndIn(ann)
  await expect(ann.page).toHaveURL(`${globex}/dashboard`)
  await switchTo(ann.page, 'Acme')
  await expect(ann.page).toHaveURL(`${acme}/dashboard`)
  await signOutAndIn(ann)
  await expect(ann.page).toHaveURL(`${acme}/dashboard`)

  const otherBrowser = { ...ann, page: await (await browser.newContext()).newPage() }
  await otherBrowser.page.goto('/sign-in')
  await signIn(otherBrowser)
  await expect(otherBrowser.page).toHaveURL('/orgs')
})

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

/** Signs out and in again, and waits for the landing page. */
async function signOutAndIn(person: Person) {
  await person.page.getByRole('button', { name: 'Account menu' }).click()
  await person.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await person.page.waitForURL('/sign-in')
  await signIn(person)
  await expect(person.page.getByRole('heading', { level: 1 })).not.toHaveText('Sign in')
}

/** Opens another org through the switcher. */
async function switchTo(page: Page, name: string) {
  await switcher(page).click()
  await orgLinks(page).filter({ hasText: name }).click()
}

const switcher = (page: Page) => page.getByRole('button', { name: 'switch organization' })

/** The orgs in the open switcher. */
function orgLinks(page: Page) {
  return page.getByRole('list', { name: 'Organizations' }).getByRole('link')
}
