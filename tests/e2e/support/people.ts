import { randomUUID } from 'node:crypto'
import { type Browser, expect, type Page } from '@playwright/test'

export const PASSWORD = 'correct horse battery'

export type Person = { name: string; email: string; page: Page }

/** A person with their own browser context, IP address and email, but no account yet. */
export async function newPerson(browser: Browser, name: string): Promise<Person> {
  const context = await browser.newContext({
    extraHTTPHeaders: { 'X-Forwarded-For': randomUUID() },
  })
  const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.com`
  return { name, email, page: await context.newPage() }
}

/** Submits the sign-up form. The account is not verified yet. */
export async function signUp({ page, name, email }: Person) {
  await page.goto('/sign-up')
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
}

/** Fills in the sign-in form of the current page. */
export async function signIn({ page, email }: Person, password = PASSWORD) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
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

/** Signs up and verifies the email, which signs in. */
export async function becomeUser(person: Person) {
  await signUp(person)
  await openMail(person, /verify your email/i)
  await person.page.getByRole('link', { name: 'Verify email' }).click()
  await person.page.getByLabel('Password').fill(PASSWORD)
  await person.page.getByRole('button', { name: 'Verify email' }).click()
  await expect(person.page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
}

/** Creates an org. Returns the path of its pages, such as `/acme-1a2b3c4d`. */
export async function createOrg({ page }: Person, name: string): Promise<string> {
  const slug = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}`
  await page.goto('/orgs/new')
  await page.getByLabel('Organization name').fill(name)
  await page.getByLabel('Organization URL').fill(slug)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  return `/${slug}`
}

/** Invites an email on the team page. `org` is the path that `createOrg` returns. */
export async function invite({ page }: Person, org: string, email: string, role = 'Member') {
  await page.goto(`${org}/team`)
  await page.getByRole('button', { name: 'Invite members' }).click()
  await page.getByLabel('Email addresses').fill(email)
  await page.getByLabel('Role').selectOption(role)
  await page.getByRole('button', { name: 'Send invitations' }).click()
  await expect(
    page.getByRole('table', { name: 'Pending invitations' }).getByText(email),
  ).toBeVisible()
}

/** Invites the person as `admin`, then signs up through the link and accepts. */
export async function join(person: Person, admin: Person, org: string, role = 'Member') {
  const { page, name, email } = person
  await invite(admin, org, email, role)
  await openMail(person, new RegExp(`^${admin.name} invited you`))
  await page.getByRole('link', { name: 'Create your account and join' }).click()
  await page.getByRole('link', { name: 'Create an account to accept' }).click()
  await page.getByLabel('Name').fill(name)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(page).toHaveURL(`${org}/dashboard`)
}

/** Creates a project on the org's projects page. */
export async function createProject({ page }: Person, org: string, name: string) {
  await page.goto(`${org}/projects`)
  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByLabel('Project name').fill(name)
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: name })).toBeVisible()
}
