import { expect } from '@playwright/test'
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
