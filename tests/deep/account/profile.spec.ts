import { signIn } from '../../e2e/support/forms'
import { createOrg, newPerson, newUser } from '../../e2e/support/people'
import { expect, test } from '../../e2e/support/test'
import { toast } from '../../e2e/team/team-page'
import { serveAccounts } from './account-server'

serveAccounts('profile')

test('the theme, the time zone and the language of dates follow the account to another browser', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  const inTokyo = await browser.newContext({ timezoneId: 'Asia/Tokyo' })
  const page = await inTokyo.newPage()
  await page.goto('/sign-in')
  await signIn({ ...ann, page })
  await expect(page).toHaveURL(`${acme}/dashboard`)

  await page.goto('/account')
  await expect(page.getByLabel('Time zone')).toHaveValue('Asia/Tokyo')
  await page.goto(`${acme}/activity`)
  await expect(page.getByLabel('From')).toHaveAccessibleDescription('Starts at 00:00 Tokyo time')

  await page.goto('/account')
  await page.getByLabel('Theme').selectOption('Dark')
  await page.getByLabel('Time zone').selectOption('Europe/Berlin')
  await page.getByLabel('Dates').selectOption({ label: 'Deutsch (Deutschland): 31.12.2026' })
  await page.getByRole('button', { name: 'Save preferences' }).click()
  await expect(toast(page, 'Preferences saved.')).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(page.getByLabel('Theme')).toHaveValue('dark')

  const other = { ...(await newPerson(browser, 'Ann')), email: ann.email }
  await other.page.goto('/sign-in')
  await expect(other.page.locator('html')).not.toHaveAttribute('data-theme')
  await signIn(other)
  await expect(other.page).toHaveURL(`${acme}/dashboard`)
  await expect(other.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const html = await (await other.page.request.get(`${acme}/activity`)).text()
  expect(html).toMatch(/<html [^>]*data-theme="dark"/)
  expect(html).toMatch(
    /<time [^>]*title="[^"]+ (MEZ|MESZ)" lang="de-DE" data-zone="Europe\/Berlin"/,
  )
  await other.page.goto(`${acme}/activity`)
  const time = other.page.getByRole('time').first()
  await expect(time).toHaveAttribute('title', /(MEZ|MESZ)$/)
  await expect(time).toHaveText(/^(jetzt|vor \d+ Min\.)$/)
})
