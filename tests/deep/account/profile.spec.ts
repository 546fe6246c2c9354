import { signIn } from '../../e2e/support/forms'
import { createAcme, createOrg, newPerson, newUser } from '../../e2e/support/people'
import { expect, test } from '../../e2e/support/test'
import { toast } from '../../e2e/team/team-page'
import { draw } from '../../pictures/draw'
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
  await page.getByLabel('Dates').selectOption({ label: '31.12.2026 · Deutsch (Deutschland)' })
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

test('a person uploads a picture, which members of a common organization see, and no one else', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  const eve = await newUser(browser, 'Eve')
  const { page } = ann
  const choose = (name: string, buffer: Buffer) =>
    page.getByLabel('File').setInputFiles({ name, mimeType: 'image/png', buffer })

  await page.goto('/account')
  await choose('huge.png', Buffer.alloc(5 * 1024 * 1024 + 1))
  await expect(page.getByLabel('File')).toHaveAccessibleDescription(/at most 5 MB\./)
  await choose('text.png', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))
  await expect(page.getByLabel('File')).toHaveAccessibleDescription(/cannot be read/)
  await choose('ann.png', await draw('png', { width: 900, height: 600 }))
  await expect(page.getByRole('img', { name: 'Preview of the picture' })).toBeVisible()
  await page.getByRole('button', { name: 'Save picture' }).click()
  await expect(toast(page, 'Picture saved.')).toBeVisible()

  const inMenu = page.getByRole('button', { name: 'account menu' }).locator('img')
  await expect(inMenu).toBeVisible()
  const url = String(await inMenu.getAttribute('src'))
  await bob.page.goto(`${acme}/team`)
  const inTeam = bob.page.getByRole('row', { name: /Ann/ }).locator('img')
  await expect(inTeam).toHaveAttribute('src', url)
  expect(await inTeam.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(256)
  await bob.page.goto(`${acme}/activity`)
  await expect(bob.page.getByRole('row', { name: /Ann/ }).first().locator('img')).toBeVisible()

  const response = await bob.page.request.get(url)
  expect(response.headers()).toMatchObject({
    'content-type': 'image/webp',
    'cache-control': 'private, max-age=31536000, immutable',
    'x-content-type-options': 'nosniff',
  })
  expect((await eve.page.request.get(url)).status()).toBe(404)
  const { page: signedOut } = await newPerson(browser, 'Zoe')
  expect((await signedOut.request.get(url)).status()).toBe(401)

  await page.getByRole('button', { name: 'Remove picture' }).click()
  await expect(toast(page, 'Picture removed.')).toBeVisible()
  await expect(inMenu).toHaveCount(0)
  expect((await ann.page.request.get(url)).status()).toBe(404)
})

test('a picture is uploaded without JavaScript, up to 5 MB', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const storageState = await ann.page.context().storageState()
  const context = await browser.newContext({ javaScriptEnabled: false, storageState })
  const page = await context.newPage()
  const send = async (buffer: Buffer) => {
    await page.goto('/account')
    const file = { name: 'ann.png', mimeType: 'image/png', buffer }
    await page.getByLabel('File').setInputFiles(file)
    await page.getByRole('button', { name: 'Save picture' }).click()
  }
  const picture = await draw('png')

  await send(Buffer.concat([picture, Buffer.alloc(5 * 1024 * 1024)]))
  await expect(page.getByLabel('File')).toHaveAccessibleDescription(/at most 5 MB\./)
  await send(Buffer.from('%PDF-1.7'))
  await expect(page.getByLabel('File')).toHaveAccessibleDescription(/Use a PNG, JPEG, WebP or GIF/)
  await send(Buffer.alloc(7 * 1024 * 1024))
  await expect(page.getByText('This form is too large. Send less than 6 MB at once.')).toBeVisible()
  await send(Buffer.concat([picture, Buffer.alloc(5 * 1024 * 1024 - picture.length)]))
  await expect(page.getByRole('button', { name: 'Remove picture' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove picture' }).click()
  await expect(page.getByRole('button', { name: 'Remove picture' })).toHaveCount(0)
})
