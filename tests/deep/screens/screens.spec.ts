import { removeDatabase } from '../../e2e/support/database'
import { pressEscape } from '../../e2e/support/forms'
import { dataDirOf, type Server, startWithoutWorker } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { checkScreens, openAs } from './check-screens'
import { faultsOn } from './faults'
import { createLongNames } from './long-names'
import { violationsOn } from './violations'

const dataDir = dataDirOf('screens')

test.use({ dataDir })
// The tests share a database.
test.describe.configure({ mode: 'default' })

let server: Server
let content: Awaited<ReturnType<typeof createLongNames>>

test.beforeAll(async () => {
  server = await startWithoutWorker(dataDir)
  content = await createLongNames()
})

test.afterAll(async () => {
  await server.kill()
  await removeDatabase(dataDir)
})

const NARROW = { viewport: { width: 320, height: 640 }, hasTouch: true }
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true }
const DESKTOP = { viewport: { width: 1280, height: 800 } }

test('with names of 100 characters, each page fits on a narrow phone and can be tapped', async ({
  browser,
}) => {
  expect(await checkScreens(browser, server.url, content, NARROW, faultsOn)).toEqual({})
})

for (const [device, screen] of Object.entries({ phone: PHONE, desktop: DESKTOP })) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds nothing on a ${device} in the ${colorScheme} theme`, async ({ browser }) => {
      const { admin, visitor } = content.sessions
      const seen = { ...content, sessions: { admin, visitor } }
      const options = { ...screen, colorScheme }
      expect(await checkScreens(browser, server.url, seen, options, violationsOn)).toEqual({})
    })
  }
}

test('the focus is visible in a menu, which is as wide as its button', async ({ browser }) => {
  const page = await openAs(browser, server.url, content.sessions.admin, DESKTOP)
  await page.goto(`/${content.ids.orgSlug}/projects`)
  for (const [name, role] of [
    ['account menu', 'menu'],
    ['switch organization', 'dialog'],
  ] as const) {
    const button = page.getByRole('button', { name })
    await expect(button).toBeEnabled()
    await button.press('Enter')
    const width = await page.getByRole(role).evaluate((menu) => menu.getBoundingClientRect().width)
    expect(width).toBe(await button.evaluate((opener) => opener.getBoundingClientRect().width))
    await expect(page.getByRole(role).locator(':focus')).toBeVisible()
    await page.keyboard.press('ArrowDown')
    const focused = page.getByRole(role).locator('a:focus, [role=menuitem]:focus')
    await expect(focused).toHaveCSS('outline-style', 'solid')
    await expect(focused).toHaveCSS('outline-width', '2px')
    await pressEscape(page)
    await expect(button).toBeFocused()
  }
})

test('a changed setting and a deleted organization come back with Undo', async ({ browser }) => {
  const page = await openAs(browser, server.url, content.sessions.admin, DESKTOP)
  const slug = content.ids.orgSlug ?? ''
  await page.goto(`/${slug}/settings`)
  const name = page.getByLabel('Organization name')
  const nameBefore = await name.inputValue()
  await name.fill('Renamed')
  await page.getByRole('button', { name: 'Save changes' }).click()
  await expect(page.getByRole('button', { name: 'Renamed, switch organization' })).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(name).toHaveValue(nameBefore)

  await page.getByRole('button', { name: 'Delete organization' }).click()
  await page.getByLabel(`Type ${slug} to confirm`).fill(slug)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete organization' }).click()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('main').locator(`a[href="/${slug}/dashboard"]`)).toBeVisible()
})
