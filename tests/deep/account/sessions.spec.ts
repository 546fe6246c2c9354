import { eq } from 'drizzle-orm'
import { memberships } from '@/db/schema/system/orgs'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { removeMember } from '@/lib/orgs/memberships'
import { createOrg } from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import { removeDatabase } from '../../e2e/support/database'
import { openMail, signIn } from '../../e2e/support/forms'
import { dataDirOf, type Server, startServer } from '../../e2e/support/server'
import { expect, test } from '../../e2e/support/test'
import { toast } from '../../e2e/team/team-page'
import { uniqueSlug } from '../../factories'
import { createPerson, openBrowser } from './person'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0'
const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1'

const dataDir = dataDirOf('sessions')

test.use({ dataDir })
test.describe.configure({ mode: 'default' })

let server: Server

test.beforeAll(async () => {
  server = await startServer({ LOCAL_MODE: '1', DATA_DIR: dataDir })
})

test.afterAll(async () => {
  await server.kill()
  await removeDatabase(dataDir)
})

test('a person sees a new device, and ends its session from another browser', async ({
  browser,
}) => {
  const user = await createPerson('Ann')
  const phone = await openBrowser(browser, server.url, user, PHONE)
  const { page } = await openBrowser(browser, server.url, user, FIREFOX)

  await openMail({ ...user, page }, /New sign-in .* Firefox on Windows/)
  await page.getByRole('link', { name: 'See where you are signed in' }).first().click()
  const rows = page.getByRole('main').getByRole('list', { name: 'Sessions' }).getByRole('listitem')
  await expect(rows).toHaveCount(2)
  await expect(rows.first()).toContainText(/Firefox on Windows.*This device/s)
  await expect(rows.last()).toContainText(/Safari on iPhone.*Last seen/s)
  expect(await sessionsOf(user.id)).toHaveLength(2)
  await page.getByRole('button', { name: 'End Safari on iPhone' }).click()
  await expect(toast(page, 'Session ended.')).toBeVisible()
  await expect(rows).toHaveCount(1)

  // A page that is open there neither changes nor shows anything more.
  await phone.page.getByRole('link', { name: 'New organization' }).first().click()
  await expect(phone.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await signIn({ ...user, page: phone.page })
  await expect(phone.page).not.toHaveURL(/sign-in/)
  await phone.page.context().clearCookies({ name: /session$/ })
  await phone.page.goto('/sign-in')
  await signIn({ ...user, page: phone.page })
  await expect(phone.page).not.toHaveURL(/sign-in/)
  await page.reload()
  await expect(rows).toHaveCount(3)
  await page.getByRole('button', { name: 'End all other sessions' }).click()
  await expect(rows).toHaveCount(1)
  await phone.page.reload()
  await expect(phone.page.getByRole('heading', { name: 'Sign in' })).toBeVisible()

  await page.getByRole('navigation', { name: 'Account' }).getByText('Security').click()
  const events = page.getByRole('list', { name: 'Activity' }).getByRole('listitem')
  await expect(events.first()).toContainText(/Ended all other sessions.*Firefox on Windows/s)
  await expect(events).toHaveCount(5)
  await page.getByRole('link', { name: 'Show all' }).click()
  await expect(events.last()).toContainText(/Signed in: password.*Safari on iPhone/s)
  await expect(events).toHaveCount(6)
})

test('signing in again replaces the session that the browser had', async ({ browser }) => {
  const user = await createPerson('Ann')
  const { page } = await openBrowser(browser, server.url, user, FIREFOX)
  const [first] = await sessionsOf(user.id)
  // The sign-in page of a second tab, which was open before.
  const bob = await createPerson('Bob')
  const context = page.context()
  const cookies = await context.cookies()
  await context.clearCookies({ name: /session$/ })
  const tab = await context.newPage()
  await tab.goto('/sign-in')
  await context.addCookies(cookies)
  await signIn({ ...bob, page: tab })
  await expect(tab).not.toHaveURL(/sign-in/)

  expect(first).toBeDefined()
  expect(await sessionsOf(user.id)).toEqual([])
  expect(await sessionsOf(bob.id)).toHaveLength(1)
})

test('a removed member reads and changes nothing more from the next request on', async ({
  browser,
}) => {
  const [ann, user] = [await createPerson('Ann'), await createPerson('Bob')]
  const slug = uniqueSlug()
  const scope = await createOrg(ann, { name: 'Acme', slug })
  await asSystem('test', (tx) =>
    tx.insert(memberships).values({ orgId: scope.org.id, userId: user.id, role: 'member' }),
  )
  const { page } = await openBrowser(browser, server.url, user, FIREFOX)
  await page.goto(`/${slug}/projects`)
  await page.getByRole('button', { name: 'New project' }).first().click()
  await page.getByLabel('Project name').fill('Moonshot')

  await removeMember(scope, user.id)

  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name: /not found/i })).toBeVisible()
  await page.goto(`/${slug}/team`)
  await expect(page.getByRole('heading', { name: /not found/i })).toBeVisible()
  expect(await findScope(user, { slug })).toBeNull()
})

test('a browser that is used keeps the cookie for thirty more days', async ({ browser }) => {
  const user = await createPerson('Ann')
  const { page } = await openBrowser(browser, server.url, user, FIREFOX)
  const context = page.context()
  const find = async () => (await context.cookies()).find(({ name }) => /\.session$/.test(name))
  const before = await find()
  const tomorrow = Date.now() / 1000 + 24 * 60 * 60
  if (!before) throw new Error('The cookie is missing.')
  await context.addCookies([{ ...before, expires: tomorrow }])
  await context.clearCookies({ name: /session-extended$/ })

  const response = await page.goto('/account/sessions')

  const after = await find()
  expect(after?.value).toBe(before.value)
  expect(after?.expires).toBeGreaterThan(tomorrow + 28 * 24 * 60 * 60)
  expect(response?.headers()['cache-control']).toContain('no-store')
  const again = await page.goto('/account/sessions')
  expect(await again?.headerValue('set-cookie')).toBeNull()
})

function sessionsOf(userId: string) {
  return asSystem('test', (tx) =>
    tx.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, userId)),
  )
}
