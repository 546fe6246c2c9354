import { expect, type Locator, test } from '@playwright/test'

test('every mail can be looked at, and be sent to the mailbox', async ({ page }) => {
  await page.goto('/dev/mailbox')
  await page.getByRole('link', { name: 'Emails' }).click()
  const stranger = page.getByRole('listitem').filter({ hasText: 'Invitation, without an account' })
  const user = page.getByRole('listitem').filter({ hasText: 'Invitation, with an account' })
  await expect(wordsIn(stranger)).toContainText('You will need an account')
  await expect(wordsIn(user)).toContainText('You already have an account')

  await user.getByRole('link', { name: 'Text' }).click()
  await expect(page.getByText('You already have an account')).toBeVisible()
  await page.goBack()
  await user.getByRole('link', { name: 'HTML' }).click()
  await expect(page.getByRole('link', { name: 'Accept the invitation' })).toBeVisible()
  await page.goBack()

  await user.getByRole('button', { name: 'Send to mailbox' }).click()
  await expect(user.getByRole('status')).toHaveText('It is in the mailbox.')
  await expect(stranger.getByRole('status')).toHaveCount(0)
  await user.getByRole('link', { name: 'Open the mailbox' }).click()
  const sent = page.getByRole('listitem').filter({ hasText: 'preview@example.com' })
  await sent.getByRole('link', { name: 'Ada Quinn invited you to Acme' }).first().click()
  await expect(page.getByRole('link', { name: 'Accept the invitation' })).toBeVisible()
})

test('a mail can be sent to the mailbox without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/dev/emails')
  const reset = page.getByRole('listitem').filter({ hasText: 'Reset password' })
  await reset.getByRole('button', { name: 'Send to mailbox' }).click()
  await reset.getByRole('link', { name: 'Open the mailbox' }).click()
  await expect(
    page.getByRole('link', { name: 'Reset your Tenantry password' }).first(),
  ).toBeVisible()
})

test('an unknown mail is not found', async ({ request }) => {
  expect((await request.get('/dev/emails/nothing')).status()).toBe(404)
})

const wordsIn = (mail: Locator) => mail.frameLocator('iframe').locator('body')
