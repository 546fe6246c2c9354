import { openMail, signIn } from '../../e2e/support/forms'
import { newPerson, newUser, PASSWORD } from '../../e2e/support/people'
import { expect, test } from '../../e2e/support/test'
import { signedInAnHourAgo } from '../../factories'
import { serveAccounts } from './account-server'

serveAccounts('email-change')

test('an email is changed by a link at the new one, and the old one can undo it', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const { page } = ann
  const other = { ...(await newPerson(browser, 'Ann')), email: ann.email }
  await other.page.goto('/sign-in')
  await signIn(other)
  await expect(other.page).toHaveURL(/orgs/)
  const { email } = await newPerson(browser, 'Annabel')

  await signedInAnHourAgo(ann.user?.id ?? '')
  await page.goto('/account')
  await page.getByLabel('New email').fill('milo@example.com')
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change email' }).click()
  await expect(page.getByText('link that we sent to milo@example.com').first()).toBeVisible()
  await page.getByRole('button', { name: 'Cancel change' }).click()
  await page.getByLabel('New email').fill(email)
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change email' }).click()
  await page.getByRole('button', { name: 'Resend email' }).click()
  await expect(page.getByText('Email sent again.').first()).toBeVisible()

  await openMail({ ...ann, email }, /confirm your new email/i)
  await page.getByRole('link', { name: 'Confirm email' }).first().click()
  await page.getByRole('button', { name: 'Confirm email' }).click()
  await expect(page.getByText(`Signed in as ${email}.`)).toBeVisible()

  await openMail(other, /was changed/)
  await other.page.getByRole('link', { name: 'Undo the change' }).first().click()
  await expect(other.page.getByText(`${ann.email} back instead of ${email}`)).toBeVisible()
  await other.page.getByRole('button', { name: 'Undo the change' }).click()
  await expect(other.page.getByText(`If ${ann.email} has an account`)).toBeVisible()
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await openMail(other, /reset your .*password/i)
  await other.page
    .getByRole('link', { name: /new password/i })
    .first()
    .click()
  await other.page.getByLabel('New password').fill('another long password')
  await other.page.getByRole('button', { name: 'Set password' }).click()
  await signIn(other, 'another long password')
  await expect(other.page).toHaveURL(/orgs/)
  await other.page.goto('/account')
  await expect(other.page.getByText(`Signed in as ${ann.email}.`)).toBeVisible()
})
