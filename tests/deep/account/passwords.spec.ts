import { newPerson } from '../../e2e/support/people'
import { expect, test } from '../../e2e/support/test'
import { serveAccounts } from './account-server'

serveAccounts('passwords')

// From the list of common passwords.
const COMMON = '1qaz2wsx'

test('a new password can be shown, and its meter says what the server checks', async ({
  browser,
}) => {
  const { page, email } = await newPerson(browser, 'Annabel')
  const scripts: string[] = []
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') {
      scripts.push(await response.text().catch(() => ''))
    }
  })
  await page.goto('/sign-up', { waitUntil: 'networkidle' })
  const hasList = () => scripts.some((text) => text.includes(COMMON))
  expect(hasList()).toBe(false)

  await page.getByLabel('Name').fill('Annabel')
  await page.getByLabel('Email').fill(email)
  const password = page.getByLabel('Password')
  await password.fill('1qaz2ws')
  await expect(page.getByText('At least 8 characters.')).toBeVisible()
  await password.fill(COMMON)
  await expect(page.getByText('one of the 10,000 most common passwords')).toBeVisible()
  await expect.poll(hasList).toBe(true)
  await password.fill('annabel99')
  await expect(page.getByText('Use more than your name')).toBeVisible()

  await page.getByRole('button', { name: 'Show password' }).click()
  await expect(password).toHaveAttribute('type', 'text')
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(password).toHaveAttribute('type', 'password')
  await expect(page.getByText('Use more than your name')).toHaveCount(1)
  await expect(password).toHaveAttribute('aria-invalid', 'true')
  await expect(password).toHaveValue('annabel99')

  await password.fill('long and not common')
  await expect(page.getByText('Long enough, and not one of the 10,000')).toBeVisible()
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()
})
