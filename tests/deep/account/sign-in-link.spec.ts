import { openMail } from '../../e2e/support/forms'
import { createOrg, newPerson, newUser } from '../../e2e/support/people'
import { expect, test } from '../../e2e/support/test'
import { serveAccounts } from './account-server'

serveAccounts('sign-in-link')

test('a link by email signs in once, returns to the requested page, and only a click uses it up', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  const { page, email } = { ...(await newPerson(browser, 'Ann')), email: ann.email }

  await page.goto(`${acme}/team`)
  await page.getByRole('link', { name: 'Email me a sign-in link' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in by email' })).toBeVisible()
  await page.getByLabel('Email').fill(email)
  await page.getByRole('button', { name: 'Email me a link' }).click()
  await expect(page.getByText(`If ${email} has an account`)).toBeVisible()
  await page.getByRole('button', { name: 'Resend email' }).click()
  await expect(page.getByText('Email sent again.').first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Open the local mailbox' })).toBeVisible()

  await openMail({ ...ann, page }, /^sign in to/i)
  const link = await page.getByRole('link', { name: 'Sign in' }).first().getAttribute('href')
  // A mail scanner opens the link first.
  const scanner = await newPerson(browser, 'Scanner')
  for (let count = 0; count < 2; count++) {
    const response = await scanner.page.goto(link ?? '')
    expect(response?.status()).toBe(200)
  }
  await page.goto(link ?? '')
  await expect(page.getByText(`You are signing in as ${email}.`)).toBeVisible()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(`${acme}/team`)

  await scanner.page.reload()
  await expect(scanner.page.getByRole('heading', { name: 'no longer works' })).toBeVisible()
  await scanner.page.getByRole('link', { name: 'Request a new link' }).click()
  await expect(scanner.page.getByRole('heading', { name: 'Sign in by email' })).toBeVisible()
})
