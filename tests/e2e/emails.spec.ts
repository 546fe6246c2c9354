import type { Locator } from '@playwright/test'
import { brand } from '@/lib/brand'
import { expect, test } from './support/test'

test('every email has a preview and can be sent to the mailbox', async ({ page }) => {
  await page.goto('/dev/mailbox')
  await page.getByRole('link', { name: 'Emails' }).click()
  const withoutAccount = page
    .getByRole('listitem')
    .filter({ hasText: 'Invitation, without an account' })
  const withAccount = page.getByRole('listitem').filter({ hasText: 'Invitation, with an account' })
  await expect(bodyOf(withoutAccount)).toContainText('You will need an account')
  await expect(bodyOf(withAccount)).toContainText('You already have an account')

  await withAccount.getByRole('link', { name: 'Text' }).click()
  await expect(page.getByText('You already have an account')).toBeVisible()
  await page.goBack()
  await withAccount.getByRole('link', { name: 'HTML' }).click()
  await expect(page.getByRole('link', { name: 'Accept the invitation' })).toBeVisible()
  await page.goBack()

  await withAccount.getByRole('button', { name: 'Send to mailbox' }).click()
  await expect(withAccount.getByRole('status')).toHaveText('Sent to the mailbox.')
  await expect(withoutAccount.getByRole('status')).toHaveCount(0)
  await page.getByRole('link', { name: 'Mailbox' }).click()
  const sent = page.getByRole('listitem').filter({ hasText: 'preview@example.com' })
  await sent.getByRole('link', { name: 'Ada Quinn invited you to Acme' }).first().click()
  await expect(page.getByRole('link', { name: 'Accept the invitation' })).toBeVisible()
})

test('an email can be sent to the mailbox without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/dev/emails')
  const reset = page.getByRole('listitem').filter({ hasText: 'Reset password' })
  await reset.getByRole('button', { name: 'Send to mailbox' }).click()
  await page.getByRole('link', { name: 'Mailbox' }).click()
  await expect(
    page.getByRole('link', { name: `Reset your ${brand.name} password` }).first(),
  ).toBeVisible()
})

test('the preview of an unknown email is a 404', async ({ request }) => {
  expect((await request.get('/dev/emails/nothing')).status()).toBe(404)
})

/** The rendered email inside its preview. */
const bodyOf = (mail: Locator) => mail.frameLocator('iframe').locator('body')
