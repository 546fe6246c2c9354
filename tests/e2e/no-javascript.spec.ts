import { randomUUID } from 'node:crypto'
import { openMail } from './support/forms'
import { PASSWORD, type Person } from './support/people'
import { expect, test } from './support/test'

test('signing up and creating an organization work without JavaScript', async ({ browser }) => {
  const context = await browser.newContext({
    javaScriptEnabled: false,
    extraHTTPHeaders: { 'X-Forwarded-For': randomUUID() },
  })
  const page = await context.newPage()
  const nora: Person = { name: 'Nora', email: `nora-${randomUUID()}@example.com`, page }

  await page.goto('/sign-up')
  await page.getByLabel('Name').fill(nora.name)
  await page.getByLabel('Email').fill('nora')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByLabel('Email')).toHaveAccessibleDescription(/Enter an email address/)
  await expect(page.getByLabel('Name')).toHaveValue(nora.name)
  await expect(page.getByLabel('Password')).toHaveValue('')

  await page.getByLabel('Email').fill(nora.email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByRole('heading', { name: 'Check your email' })).toBeVisible()

  await openMail(nora, /verify your email/i)
  await page.getByRole('link', { name: 'Verify email' }).click()
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Verify email' }).click()

  await page.getByLabel('Organization name').fill('Nora & Sons')
  await page.getByLabel('Organization URL').fill('no good')
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByLabel('Organization URL')).toHaveAccessibleDescription(
    /Use letters a to z/,
  )
  await expect(page.getByLabel('Organization URL')).toHaveValue('no good')

  const slug = `nora-${randomUUID().slice(0, 8)}`
  await page.getByLabel('Organization URL').fill(slug)
  await page.getByRole('button', { name: 'Create organization' }).click()
  await expect(page.getByRole('heading', { name: 'Nora & Sons' })).toBeVisible()
  await expect(page).toHaveURL(`/${slug}/dashboard`)

  await page.goto('/another-org/team')
  await expect(page.getByRole('heading', { name: 'Page not found' })).toBeVisible()
  await page.getByRole('link', { name: 'Your organizations' }).click()
  await expect(page.getByRole('heading', { name: 'Your organizations' })).toBeVisible()
})
