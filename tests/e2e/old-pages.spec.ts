import type { Page } from '@playwright/test'
import { signIn } from './support/forms'
import { choose } from './support/menus'
import { createAcme, createOrg, createProject, newUser } from './support/people'
import { expect, test } from './support/test'

test('a page that the browser translated keeps working', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const { page } = ann
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  await createOrg(ann, 'Acme')
  const globex = await createOrg(ann, 'Globex')
  await createProject(ann, globex, 'Moonshot')
  await page.goto(`${globex}/projects`)

  await expect(page.getByRole('button', { name: 'New project' })).toBeEnabled()
  await translate(page)
  await choose(page, 'Moonshot', 'Archive')
  await expect(page.getByRole('heading', { name: 'No active projects' })).toBeVisible()

  await page.getByRole('button', { name: 'Switch organization' }).click()
  const search = page.getByLabel('Search organizations')
  await search.fill('zzz')
  await expect(page.getByRole('status').filter({ hasText: 'No organization' })).toBeVisible()
  await translate(page)
  await search.fill('globex')
  await expect(page.getByRole('dialog').getByRole('link', { name: 'Globex' })).toBeVisible()
  await expect(page.getByText('No organization has that name.')).toHaveCount(0)
  expect(errors).toEqual([])
})

test('a form whose session ended keeps what was typed through signing in again', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const { page } = ann
  const acme = await createOrg(ann, 'Acme')
  const typed = Array.from({ length: 30 }, (_, number) => `person-${number}@example.com`).join('\n')

  await page.goto(`${acme}/team`)
  await page.getByRole('button', { name: 'Invite members' }).click()
  const emails = page.getByLabel('Email addresses')
  await emails.fill(typed)
  await page.getByLabel('Role').selectOption('Admin')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await signIn(ann)

  await expect(emails).toHaveValue(typed)
  await expect(page.getByLabel('Role')).toHaveValue('admin')
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByText('30 invitations sent.').first()).toBeVisible()
  await page.reload()
  await expect(page.getByRole('dialog')).toHaveCount(0)
})

test('what was typed is not shown to another person who signs in', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const eve = await newUser(browser, 'Eve')
  const { page } = ann
  const name = page.getByLabel('Organization name')
  await page.goto('/orgs/new')
  await name.fill('Secret plans')
  await page.context().clearCookies()
  await page.getByRole('button', { name: 'Create organization' }).click()

  await signIn({ ...eve, page })
  await expect(name).toHaveValue('')
  await expect(page.getByLabel('Organization URL')).toHaveValue('')

  await page.context().clearCookies()
  await page.goto('/orgs/new')
  await signIn(ann)
  await expect(name).toHaveValue('Secret plans')
  await expect(page.getByLabel('Organization URL')).toHaveValue('secret-plans')
})

test('a tab of an earlier build says that a new version is available and keeps what was typed', async ({
  browser,
}) => {
  const { ann, acme } = await createAcme(browser)
  const { page } = ann
  await page.goto(`${acme}/team`)
  await page.getByRole('button', { name: 'Invite members' }).click()
  const emails = page.getByLabel('Email addresses')
  await emails.fill('bob@example.com')
  await asFromEarlierBuild(page)
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByRole('alert')).toContainText('A new version is available.')
  await expect(emails).toHaveValue('bob@example.com')
  await page.unrouteAll()
  await page.getByRole('button', { name: 'Reload' }).click()
  await expect(emails).toHaveValue('bob@example.com')
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByText('Invitation sent.').first()).toBeVisible()

  await asFromEarlierBuild(page)
  await choose(page, 'Bob', 'Make admin')
  await expect(page.getByRole('heading', { name: 'A new version is available' })).toBeVisible()
})

test('without JavaScript, a form of an earlier build gets a page that leads back to it', async ({
  browser,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/forgot-password')
  await page.route('**', (route) => {
    const sent = route.request().postData() ?? undefined
    return route.continue({ postData: sent?.replaceAll(/[0-9a-f]{42}/g, `40${'a'.repeat(40)}`) })
  })
  await page.getByLabel('Email').fill('ann@example.com')
  await page.getByRole('button', { name: 'Send' }).click()
  await expect(page.getByRole('heading', { name: 'A new version is available' })).toBeVisible()
  await page.unrouteAll()
  await page.getByRole('link', { name: 'Open the page again' }).click()
  await expect(page.getByRole('heading', { name: 'Forgot' })).toBeVisible()
})

/** Puts every text node into an element, as the translation of a browser does. */
async function translate(page: Page) {
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const nodes: Node[] = []
    while (texts.nextNode()) nodes.push(texts.currentNode)
    for (const node of nodes) {
      const font = document.createElement('font')
      node.parentNode?.replaceChild(font, node)
      font.append(node)
    }
  })
}

/** Sends actions under an id that the server does not know. */
async function asFromEarlierBuild(page: Page) {
  await page.route('**', (route) => {
    const headers = route.request().headers()
    return headers['next-action']
      ? route.continue({ headers: { ...headers, 'next-action': `40${'a'.repeat(40)}` } })
      : route.continue()
  })
}
