import { chromium } from '@playwright/test'
import { findBrowser } from './e2e/find-browser'

const base = process.argv[2] ?? ''
const browser = await chromium.launch({
  executablePath: findBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
})
const context = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 860 } })
const page = await context.newPage()
page.setDefaultTimeout(90000)
page.on('console', (m) => m.type() === 'error' && console.log('  !', m.text().slice(0, 300)))
const say = async (what: string) =>
  console.log(
    what,
    '=>',
    page.url(),
    '|',
    await page.title(),
    '|',
    (await page.locator('h1').allTextContents()).join(),
  )
await page.goto('/orgs')
await say('orgs signed out')
await page.getByLabel('Email').fill('admin@example.com')
await page.getByLabel('Password').fill('password')
await page.getByRole('button', { name: 'Sign in' }).click()
await page.getByRole('heading', { name: 'Your organizations' }).waitFor()
await say('signed in')
await page.getByRole('main').getByRole('link', { name: 'Acme' }).click()
await page.getByRole('heading', { name: 'Acme', exact: true }).waitFor()
await say('acme')
await page.getByRole('link', { name: 'Projects', exact: true }).click()
await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor()
await say('projects')
await page.waitForTimeout(1500)
await page.getByRole('button', { name: 'New project' }).click()
await page.getByLabel('Project name').fill(`P${Date.now()}`)
await page.getByRole('button', { name: 'Create project' }).click()
await page.getByText('Project created.').first().waitFor()
await say('created')
await page.goBack()
await page.getByRole('heading', { name: 'Acme', exact: true }).waitFor()
await say('back')
await page.goForward()
await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor()
await say('forward')
await page.getByRole('button', { name: 'Switch organization' }).click()
await page.getByRole('link', { name: 'Globex' }).click()
await page.getByRole('heading', { name: 'Globex' }).waitFor()
await say('switched')
await page.goto('/acme/team?x=1')
await say('path form')
await page.goto('/team?org=acme')
await say('param form')
await page.goto('/nobody/team')
await say('nobody')
await page.goto('/acme/dashboard')
await say('acme')
await page.getByRole('button', { name: 'Account menu' }).click()
await page.getByRole('menuitem', { name: 'Invitations' }).click()
await page.getByRole('heading', { name: 'Invitations', exact: true }).waitFor()
await say('invitations')
await page.goto('/orgs/new')
await page.getByLabel('Organization name').fill(`X${Date.now()}`)
console.log(
  await page.getByLabel('Address').evaluate((e) => e.closest('div')?.parentElement?.textContent),
)
await page.getByRole('button', { name: 'Create organization' }).click()
await page.getByRole('heading', { name: /^X/ }).waitFor()
await say('new org')
await page.getByRole('link', { name: 'Settings' }).click()
await page.getByRole('heading', { name: 'Settings' }).waitFor()
await say('settings')
await page.getByLabel('Address').fill(`y${Date.now()}`)
await page.getByRole('button', { name: 'Save changes' }).click()
await page.getByText('Changes saved.').waitFor()
await say('renamed')
await page.getByRole('button', { name: 'Account menu' }).click()
await page.getByRole('menuitem', { name: 'Sign out' }).click()
await page.getByRole('button', { name: 'Sign in' }).waitFor()
await say('signed out')
await page.goto('/acme/projects')
await say('asked for acme')
await page.getByLabel('Email').fill('admin@example.com')
await page.getByLabel('Password').fill('password')
await page.getByRole('button', { name: 'Sign in' }).click()
await page.getByRole('heading', { name: 'Projects', level: 1 }).waitFor()
await say('back at acme')
console.log('done')
console.log((await context.cookies()).map((c) => `${c.name} ${c.domain}`).join(', '))
await browser.close()
