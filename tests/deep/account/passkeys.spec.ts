import type { Page } from '@playwright/test'
import { newUser } from '../../e2e/support/people'
import { expect, test } from '../../e2e/support/test'
import { toast } from '../../e2e/team/team-page'
import { serveAccounts } from './account-server'

serveAccounts('passkeys')

test('a person adds a passkey, signs in with it without a code, and removes it', async ({
  browser,
}) => {
  const { page } = await newUser(browser, 'Ann')
  const device = await plugIn(page)
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(toast(page, 'Passkey added.')).toBeVisible()
  const passkey = page.getByRole('list', { name: 'Passkeys' }).getByRole('listitem')
  await expect(passkey).toContainText('Never used')
  await page.getByRole('button', { name: /^Rename / }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Work laptop')
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click()
  await expect(passkey).toContainText('Work laptop')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(toast(page, 'This device already has a passkey for your account.')).toBeVisible()

  await page.context().clearCookies()
  await page.goto('/account/security')
  await page.getByRole('button', { name: 'Continue with a passkey' }).click()
  await expect(page).toHaveURL('/account/security')
  await expect(passkey).toContainText('Last used')
  await expect(page.getByText('Signed in: passkey')).toBeVisible()

  await page.getByRole('button', { name: 'Remove Work laptop' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(toast(page, 'Passkey removed.')).toBeVisible()
  await expect(passkey).toHaveCount(0)

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await page.getByRole('button', { name: 'Continue with a passkey' }).click()
  await expect(page.getByText('This passkey was not accepted.')).toBeVisible()
  await device.lock()
  await page.getByRole('button', { name: 'Continue with a passkey' }).click()
  await expect(page.getByText('No passkey was used. Try again.')).toBeVisible()
  await expect(page).toHaveURL('/sign-in')
})

test('without JavaScript there are no buttons for passkeys', async ({ browser, baseURL }) => {
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const page = await context.newPage()
  await page.goto('/sign-in')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue with a passkey' })).toBeHidden()
})

/** A device of the browser that knows its user. `lock`: from now on it does not. */
async function plugIn(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true },
      ...{ hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true },
    },
  })
  return {
    lock: () => client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false }),
  }
}
