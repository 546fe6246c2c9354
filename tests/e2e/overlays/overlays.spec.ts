import type { Page } from '@playwright/test'
import { pressEscape, signIn } from '../support/forms'
import { choose } from '../support/menus'
import { createAcme, createProject, invite } from '../support/people'
import { expect, test } from '../support/test'
import { toast } from '../team/team-page'

// The code of menus and dialogs loads when their button is hovered, focused or pressed.

const OVERLAYS = [
  { path: '/dashboard', button: 'Acme, switch organization', role: 'dialog', focus: 'searchbox' },
  { path: '/dashboard', button: 'Ann, account menu', role: 'menu', focus: 'menuitem' },
  { path: '/dashboard', button: 'Jump to…', role: 'dialog', focus: 'combobox' },
  { path: '/team', button: 'Actions for Bob', role: 'menu', focus: 'menuitem' },
  { path: '/team', button: 'Invite members', role: 'dialog', focus: 'textbox' },
  { path: '/projects', button: 'Actions for Moonshot', role: 'menu', focus: 'menuitem' },
  { path: '/projects', button: 'New project', role: 'dialog', focus: 'textbox' },
] as const

for (const { path, button, role, focus } of OVERLAYS) {
  test(`"${button}" opens at the first press on a slow network, and takes the focus back`, async ({
    browser,
  }) => {
    const { ann, acme } = await createAcme(browser)
    const { page } = ann
    await createProject(ann, acme, 'Moonshot')
    const opener = page.getByRole('button', { name: button })

    for (const press of ['Enter', 'click', ...(role === 'menu' ? ['ArrowDown'] : [])]) {
      await page.goto(acme + path)
      await expect(opener).toBeEnabled()
      const release = await hold(page, SCRIPTS)
      if (press === 'click') await opener.click()
      else await opener.press(press)
      await expect(opener).toHaveAttribute('aria-expanded', 'true')
      await expect(page.getByRole(role)).toHaveCount(0)
      release()
      await expect(page.getByRole(role)).toBeVisible()
      if (press !== 'click' || role === 'dialog') {
        await expect(page.getByRole(focus).first()).toBeFocused()
      }
      await pressEscape(page)
      await expect(page.getByRole(role)).toHaveCount(0)
      await expect(opener).toBeFocused()
      await expect(opener).toHaveAttribute('aria-expanded', 'false')
    }
    if (role !== 'menu') return
    await opener.click()
    await expect(page.getByRole('menu')).toBeVisible()
    await opener.click()
    await expect(opener).toHaveAttribute('aria-expanded', 'false')
    await expect(page.getByRole('menu')).toHaveCount(0)
  })
}

test('a menu of an earlier build asks to reload the page', async ({ browser }) => {
  const { ann, acme } = await createAcme(browser)
  const { page } = ann
  await page.goto(`${acme}/team`)
  await page.route(SCRIPTS, (route) => route.fulfill({ status: 404 }))
  await page.getByRole('button', { name: 'Actions for Bob' }).click()
  await expect(page.getByRole('heading', { name: 'A new version is available' })).toBeVisible()
  await expect(page.getByRole('main')).toHaveCount(1)
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Reload' }).click()
  await page.getByRole('button', { name: 'Actions for Bob' }).click()
  await expect(page.getByRole('menu', { name: 'Actions for Bob' })).toBeVisible()
})

test('a menu is closed by a click outside, and the switcher also by its button', async ({
  browser,
}) => {
  const { ann, acme } = await createAcme(browser)
  const { page } = ann
  await page.goto(`${acme}/team`)
  await page.getByRole('button', { name: 'Actions for Bob' }).click()
  await page.getByRole('menu').waitFor()
  await page.mouse.click(600, 500)
  await expect(page.getByRole('menu')).toHaveCount(0)
  await page.getByRole('button', { name: 'Actions for Bob' }).click()
  await page.getByRole('button', { name: 'Actions for Ann' }).click()
  await expect(page.getByRole('menu', { name: 'Actions for Ann' })).toBeVisible()
  await expect(page.getByRole('menu')).toHaveCount(1)

  const switcher = page.getByRole('button', { name: 'switch organization' })
  await switcher.click()
  await expect(page.getByRole('dialog')).toBeVisible()
  await switcher.click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await switcher.click()
  await page.getByLabel('Search members').click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByLabel('Search members')).toBeFocused()
})

test('Escape closes a menu although a toast appeared after it', async ({ browser }) => {
  const { ann, acme } = await createAcme(browser)
  const { page } = ann
  await invite(ann, acme, 'dan@example.com')
  await page.goto(`${acme}/team`)
  const release = await hold(page, `**${acme}/team`)
  await page.getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('button', { name: 'Actions for Bob' }).click()
  await expect(page.getByRole('menu')).toBeVisible()
  release()
  await expect(toast(page, 'Invitation revoked.')).toBeVisible()
  await pressEscape(page)
  await expect(page.getByRole('menu')).toHaveCount(0)
})

test('the new name of a project is kept through Escape and signing in again', async ({
  browser,
}) => {
  const { ann, acme } = await createAcme(browser)
  const { page } = ann
  for (const name of ['Moonshot', 'Harvest']) await createProject(ann, acme, name)
  await page.goto(`${acme}/projects`)
  await choose(page, 'Harvest', 'Rename')
  const name = page.getByLabel('Project name')
  await expect(name).toHaveValue('Harvest')
  await name.fill('')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(name).toHaveAccessibleDescription(/Enter a name/)
  await expect(name).toBeFocused()
  await name.fill('Harvest home')
  await pressEscape(page)
  await choose(page, 'Moonshot', 'Rename')
  await expect(name).toHaveValue('Moonshot')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await choose(page, 'Harvest', 'Rename')
  await expect(name).toHaveValue('Harvest home')
  await expect(name).toBeFocused()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await choose(page, 'Harvest', 'Rename')
  await expect(name).toHaveValue('Harvest')
  await name.fill('Harvest home')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Save name' }).click()
  await signIn(ann)
  await expect(name).toHaveValue('Harvest home')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('link', { name: 'Harvest home' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'Moonshot' })).toBeVisible()
})

const SCRIPTS = '**/_next/static/**/*.js'

/** Requests to `url` from now on are sent after the returned function is called. */
async function hold(page: Page, url: string): Promise<() => void> {
  let release = () => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  await page.route(url, async (route) => {
    await released
    await route.continue()
  })
  return release
}
