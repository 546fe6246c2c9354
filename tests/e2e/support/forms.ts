import { randomUUID } from 'node:crypto'
import { type Browser, expect, type Page } from '@playwright/test'
import { PASSWORD, type Person } from './people'

/** Submits the sign-up form. The account is not verified yet. */
export async function signUp({ page, name, email }: Person) {
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
}

/** Follows the link in the email, which signs in. */
export async function verifyEmail(person: Person) {
  await openMail(person, /verify your email/i)
  await person.page.getByRole('link', { name: 'Verify email' }).click()
  await person.page.getByLabel('Password').fill(PASSWORD)
  await person.page.getByRole('button', { name: 'Verify email' }).click()
}

/** Fills in the sign-in form of the current page. */
export async function signIn({ page, email }: Person, password = PASSWORD) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** The page of a seeded admin without JavaScript, so that it sends no other requests. */
export async function openWithoutScripts(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await signIn({ name: 'Ada', email: 'admin@example.com', page }, 'password')
  await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
  return page
}

/** Opens the newest email to the person whose subject matches. */
export async function openMail({ page, email }: Person, subject: RegExp) {
  const mail = page.getByRole('listitem').filter({ hasText: email })
  const link = mail.getByRole('link', { name: subject })
  await expect(async () => {
    await page.goto('/dev/mailbox')
    await expect(link.first()).toBeVisible({ timeout: 500 })
  }).toPass()
  await link.first().click()
}

/** Returns the path of its pages, such as `/acme-1a2b3c4d`. */
export async function createOrgByForm({ page }: Person, name: string): Promise<string> {
  const slug = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`
  await page.goto('/orgs/new')
  await page.getByLabel('Organization name').fill(name)
  await page.getByLabel('Organization URL').fill(slug)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  return `/${slug}`
}

/** Invites an email on the team page of the org with the path `org`. */
export async function inviteByForm({ page }: Person, org: string, email: string) {
  await page.goto(`${org}/team`)
  await page.getByRole('button', { name: 'Invite members' }).click()
  await page.getByLabel('Email addresses').fill(email)
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(page.getByRole('row').filter({ hasText: email })).toBeVisible()
}

/** Creates a project on the projects page of the org with the path `org`, which opens the project. */
export async function createProjectByForm({ page }: Person, org: string, name: string) {
  await page.goto(`${org}/projects`)
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByLabel('Project name').fill(name)
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

/** Closes the open menu or dialog once it has the focus, since it listens to its own keys. */
export async function pressEscape(page: Page) {
  const roles = ['menu', 'dialog', 'alertdialog'].map((role) => `[role=${role}]:focus-within`)
  await expect(page.locator(roles.join())).toBeVisible()
  await page.keyboard.press('Escape')
}
