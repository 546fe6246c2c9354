import { expect, test } from '../../e2e/support/test'
import { ADA, createProject, type Site, switcher } from './site'

const PAGES = ['Dashboard', 'Projects', 'Team', 'Activity', 'Settings']
const HEADINGS: Record<string, string> = { Dashboard: 'Acme' }
/** The heading of a page. That of the dashboard is the organization's name. */
const headingOf = (name: string) => HEADINGS[name] ?? name

/** Links, forms and tabs in one strategy. */
export function testNavigation(site: Site) {
  test('links, back and forward reach every page, and another organization takes a full page load', async ({
    browser,
  }) => {
    const page = await site.enter(browser, ADA)
    await page.getByRole('main').getByRole('link', { name: 'Acme' }).click()
    const navigation = page.getByRole('navigation', { name: 'Organization' })
    await page.waitForURL(site.shown('acme', '/dashboard'))
    await page.evaluate(() => Object.assign(window, { kept: true }))
    for (const name of PAGES) {
      await navigation.getByRole('link', { name }).click()
      await expect(page.getByRole('heading', { level: 1, name: headingOf(name) })).toBeVisible()
      await expect(page).toHaveURL(site.shown('acme', `/${name.toLowerCase()}`))
      await expect(navigation.getByRole('link', { name })).toHaveAttribute('aria-current', 'page')
    }
    await page.goBack()
    await expect(page).toHaveURL(site.shown('acme', '/activity'))
    await expect(page.getByRole('heading', { level: 1, name: 'Activity' })).toBeVisible()
    await page.goForward()
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible()
    expect(await page.evaluate(() => 'kept' in window)).toBe(true)

    await switcher(page).click()
    await page.getByRole('link', { name: 'Globex' }).click()
    await expect(page).toHaveURL(site.shown('globex', '/dashboard'))
    await expect(page.getByRole('heading', { level: 1, name: 'Globex' })).toBeVisible()
    expect(await page.evaluate(() => 'kept' in window)).toBe(false)
  })

  test('a search form, a filter and a download stay in the organization', async ({ browser }) => {
    const page = await site.enter(browser, ADA)
    await page.goto(site.into('acme', '/team?sort=joined'))
    await page.getByLabel('Search members').fill('milo')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page.getByText('1 match')).toBeVisible()
    await expect(page.getByRole('row', { name: /Milo Reyes/ })).toBeVisible()
    expect(new URL(page.url()).searchParams.get('sort')).toBe('joined')

    await page.goto(site.into('acme', '/activity'))
    await page.getByLabel('Action').selectOption('Created the organization')
    await page.getByRole('button', { name: 'Filter' }).click()
    await expect(page.getByRole('row')).toHaveCount(2)
    const href = await page.getByRole('link', { name: 'Export CSV' }).getAttribute('href')
    const [type, csv] = await page.evaluate(async (url) => {
      const received = await fetch(url ?? '')
      return [received.headers.get('content-type'), await received.text()]
    }, href)
    expect(type).toBe('text/csv; charset=utf-8')
    expect(csv).toContain('created the organization Acme')
  })

  test('forms and links work without JavaScript', async ({ browser }) => {
    const page = await site.enter(browser, ADA, { javaScriptEnabled: false })
    await page.goto(site.into('acme', '/settings'))
    await page.getByLabel('Organization name').fill('')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Enter a name.')).toBeVisible()
    await page.getByLabel('Organization name').fill('Acme')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Changes saved.')).toBeVisible()
    await page.getByRole('link', { name: 'Team' }).click()
    await page.getByLabel('Search members').fill('priya')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page.getByText('1 match')).toBeVisible()
    await expect(page.getByText('Acme', { exact: true }).first()).toBeVisible()
  })

  test('two tabs show two organizations', async ({ browser }) => {
    const acme = await site.enter(browser, ADA)
    const globex = await acme.context().newPage()
    await acme.goto(site.into('acme', '/dashboard'))
    await globex.goto(site.into('globex', '/projects'))
    // With the cookie, a link opens the organization that was opened last in any tab.
    await acme.getByRole('link', { name: 'Projects', exact: true }).click()
    await expect(acme.getByRole('heading', { level: 1, name: 'Projects' })).toBeVisible()
    const both = ['Website relaunch', 'Solar roof']
    const [visible = '', hidden = ''] = site.strategy === 'cookie' ? both.reverse() : both
    await expect(switcher(acme)).toHaveText(site.strategy === 'cookie' ? /Globex/ : /Acme/)
    await expect(acme.getByText(visible)).toBeVisible()
    await expect(acme.getByText(hidden)).toHaveCount(0)

    await acme.goto(site.into('acme', '/projects'))
    await globex.goto(site.into('globex', '/projects'))
    await createProject(acme, `Acme project, ${site.strategy}`)
    await expect(switcher(acme)).toHaveText(/Acme/)
    await expect(acme.getByText('Solar roof')).toHaveCount(0)
    await expect(acme.getByText('Website relaunch')).toBeVisible()
    await globex.goto(site.into('globex', '/projects'))
    await expect(globex.getByText('Solar roof')).toBeVisible()
    await expect(globex.getByText(`Acme project, ${site.strategy}`)).toHaveCount(0)
  })
}
