import { readFile } from 'node:fs/promises'
import { choose } from './support/menus'
import { createAcme, createOrg, createProject, newUser } from './support/people'
import { repeat } from './support/repeat'
import { expect, test } from './support/test'

test('an admin filters the activity by action and by person, and exports the filtered entries', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  const { page } = ann
  await createProject(ann, acme, '=Moonshot')
  await createProject(bob, acme, 'Harvest')
  const rows = page.getByRole('table', { name: 'Activity' }).getByRole('row')

  await page.goto(`${acme}/dashboard`)
  await page.getByRole('link', { name: 'All activity' }).click()
  await expect(page.getByRole('heading', { name: 'Activity' })).toBeVisible()
  await expect(rows.nth(1)).toContainText('Bob created the project Harvest')
  await expect(rows.last()).toContainText('Ann created the organization Acme')

  await page.getByLabel('Action').selectOption('Created a project')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(rows).toHaveCount(3)
  await page.getByLabel('Member').fill(bob.email.slice(0, 10))
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('Bob created the project Harvest')
  await page.getByLabel('Member').fill('AN')
  await page.getByRole('button', { name: 'Filter' }).click()
  await expect(rows).toHaveCount(2)
  await expect(rows.nth(1)).toContainText('Ann created the project =Moonshot')
  await expect(page.getByLabel('Member')).toHaveValue('AN')

  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export CSV' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^acme-.+-activity-\d{4}-\d\d-\d\d\.csv$/)
  const [header, line, ...more] = (await readFile(await file.path(), 'utf8')).split('\r\n')
  expect(header).toBe('\uFEFFTime (UTC),Member,Member ID,Action,Description,Subject ID,IP address')
  expect(line).toMatch(/^\d{4}-.+Z,Ann,.+,project.create,created the project =Moonshot,/)
  expect(more).toEqual([''])

  await page.getByRole('link', { name: 'Clear' }).click()
  await expect(page.getByLabel('Action')).toHaveValue('')
  await rows.getByRole('link', { name: 'Bob' }).first().click()
  await expect(page.getByLabel('Member')).toContainText('Bob')
  await expect(rows.filter({ hasText: 'Ann' })).toHaveCount(0)
  await expect(rows.filter({ hasText: 'Harvest' })).toHaveCount(1)

  await page.goto(`${acme}/activity?from=2020-01-02&to=2020-01-01`)
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()
  await expect(page.getByLabel('To')).toHaveAccessibleDescription(/Choose a day on or after/)
  await page.goto(`${acme}/activity?action=no&from=soon&before=1&member=%00&to=1&to=2`)
  await expect(rows.last()).toContainText('Ann created the organization Acme')
})

test('From and To are days in UTC, and times are local, in a browser in which it is another day', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  const rows = ann.page.getByRole('table', { name: 'Activity' }).getByRole('row')
  await ann.page.goto(`${acme}/activity`)
  const created = (await rows.getByRole('time').first().getAttribute('datetime')) ?? ''
  const isLate = new Date(created).getUTCHours() >= 12
  const context = await browser.newContext({
    storageState: await ann.page.context().storageState(),
    timezoneId: isLate ? 'Pacific/Kiritimati' : 'Pacific/Pago_Pago', // UTC+14 and UTC-11
  })
  const page = await context.newPage()
  await page.clock.install()
  await page.goto(`${acme}/activity`)
  const day = created.slice(0, 10)
  const localDay = await page.evaluate((at) => new Date(at).toLocaleDateString('sv'), created)
  expect(localDay).not.toBe(day)
  const localTitle = await page.evaluate(
    (at) => new Date(at).toLocaleDateString('en-US', { dateStyle: 'medium' }),
    created,
  )

  const filter = async (date: string) => {
    for (const label of ['From', 'To']) await page.getByLabel(label).fill(date)
    await page.getByRole('button', { name: 'Filter' }).click()
  }
  await filter(localDay)
  await expect(page.getByRole('heading', { name: 'Nothing found' })).toBeVisible()
  await filter(day)
  const time = page.getByRole('table', { name: 'Activity' }).getByRole('time').first()
  await expect(time).toHaveText(/^(just now|\d min ago)$/)
  await expect(time).toHaveAttribute('title', new RegExp(`^${localTitle}`))
  await page.clock.fastForward('05:00')
  await expect(time).toHaveText(/^[5-9] min ago$/)
  await expect(page.getByLabel('From')).toHaveAccessibleDescription('Starts at 00:00 UTC')
  await expect(page.getByLabel('To')).toHaveAccessibleDescription('Ends at 24:00 UTC')
})

test('older entries are on the next page', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  await createProject(ann, acme, 'Moonshot')
  const { page } = ann
  await page.goto(`${acme}/projects`)
  const archiving = page.waitForRequest((request) => request.method() === 'POST')
  await choose(page, 'Moonshot', 'Archive')
  for (let n = 1; n < 50; n++) expect((await repeat(page, await archiving)).ok()).toBe(true)
  const rows = page.getByRole('table', { name: 'Activity' }).getByRole('row')

  await page.goto(`${acme}/activity`)
  await expect(rows).toHaveCount(1 + 50)
  await expect(page.getByRole('link', { name: 'Newest' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Older' }).click()
  await expect(rows).toHaveCount(1 + 2)
  await expect(rows.nth(1)).toContainText('Ann created the project Moonshot')
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0)
  await page.getByRole('link', { name: 'Newest' }).click()
  await expect(rows).toHaveCount(1 + 50)
})

test('only admins of the organization see IP addresses and can export its activity', async ({
  browser,
}) => {
  const { ann, bob, acme } = await createAcme(browser)
  const eve = await newUser(browser, 'Eve')
  await createOrg(eve, 'Globex')

  const ipAddress = '2001:db8:85a3:8d3:1319:8a2e:370:7348'
  if (ann.user) ann.user = { ...ann.user, ipAddress }
  await createProject(ann, acme, 'Moonshot')
  await ann.page.goto(`${acme}/activity`)
  const address = ann.page.getByRole('cell').filter({ hasText: ipAddress })
  expect(await address.evaluate(linesOfTexts)).toEqual(Array(8).fill(1))

  await bob.page.goto(`${acme}/activity`)
  const log = bob.page.getByRole('table', { name: 'Activity' })
  await expect(log).toContainText('Ann created the organization Acme')
  for (const text of ['IP address', ipAddress]) await expect(log).not.toContainText(text)
  await expect(bob.page.getByRole('link', { name: 'Export CSV' })).toHaveCount(0)
  for (const { person, page, file } of [
    { person: ann, page: 200, file: 200 },
    { person: bob, page: 200, file: 403 },
    { person: eve, page: 404, file: 404 },
  ]) {
    const { request } = person.page
    expect((await request.get(`${acme}/activity`)).status(), person.name).toBe(page)
    const response = await request.get(`${acme}/activity/export`)
    expect(response.status(), person.name).toBe(file)
    if (file !== 200) expect(await response.text()).not.toContain('Ann')
  }
})

/** On how many lines each text in the element is. */
function linesOfTexts(element: Element): number[] {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const lines: number[] = []
  while (texts.nextNode()) {
    const range = document.createRange()
    range.selectNode(texts.currentNode)
    lines.push(range.getClientRects().length)
  }
  return lines
}
