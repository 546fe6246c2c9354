import { choose } from '../../e2e/support/menus'
import { expect, test } from '../../e2e/support/test'

import { ADA, createProject, type Site, switcher } from './site'

/** Server actions and their redirects in one strategy. */
export function testActions(site: Site) {
  test('an action shows its change, and its redirect opens the right organization', async ({
    browser,
  }) => {
    const page = await site.enter(browser, ADA)
    await page.goto(site.into('acme', '/projects'))
    await createProject(page, `Created in ${site.strategy}`)
    await expect(page).toHaveURL(site.shown('acme', '/projects'))

    await page.getByRole('button', { name: 'Switch organization' }).click()
    await page.getByRole('link', { name: 'New organization' }).click()
    await expect(page).toHaveURL(site.root('/orgs/new'))
    await page.getByLabel('Organization name').fill('Initech')
    await page.getByRole('button', { name: 'Create organization' }).click()
    await expect(page.getByRole('heading', { name: 'Initech' })).toBeVisible()
    await expect(page).toHaveURL(site.shown('initech', '/dashboard'))

    const otherTab = await page.context().newPage()
    await otherTab.goto(site.into('initech', '/dashboard'))
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByLabel('Organization URL').fill('initrode')
    await page.getByRole('button', { name: 'Save changes' }).click()
    await expect(page.getByText('Changes saved.').first()).toBeVisible()
    await expect(page).toHaveURL(site.shown('initrode', '/settings'))
    await page.goto(site.into('initech', '/team?sort=joined'))
    await expect(page).toHaveURL(site.shown('initrode', '/team?sort=joined'))
    await expect(page.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
    // A soft navigation at the earlier slug, which may have to change the host.
    await otherTab.getByRole('link', { name: 'Team', exact: true }).click()
    await expect(otherTab.getByRole('heading', { level: 1, name: 'Team' })).toBeVisible()
    await expect(otherTab).toHaveURL(site.shown('initrode', '/team'))
  })

  for (const [javaScriptEnabled, project] of [
    [true, 'Customer interviews'],
    [false, 'Mobile app'],
  ] as const) {
    const how = javaScriptEnabled ? 'with' : 'without'
    test(`an action ${how} JavaScript acts on the organization of its page and shows that page again`, async ({
      browser,
    }) => {
      const acme = await site.enter(browser, ADA, { javaScriptEnabled })
      const globex = await acme.context().newPage()
      await acme.goto(site.into('acme', '/projects'))
      await globex.goto(site.into('globex', '/projects'))
      const row = acme.getByRole('listitem').filter({ hasText: project })
      // Without JavaScript, there are buttons in place of the menu.
      const change = (name: string) =>
        javaScriptEnabled ? choose(acme, project, name) : row.getByRole('button', { name }).click()
      await change('Archive')
      await expect(row).toHaveCount(0)
      await expect(switcher(acme)).toHaveText(/Acme/)
      await expect(acme).toHaveURL(site.shown('acme', '/projects'))

      await acme.getByRole('link', { name: 'Archived' }).click()
      await expect(row).toBeVisible()
      const archived = acme.url()
      await acme.context().clearCookies({ name: /^org-/ })
      await change('Restore')
      await expect(row).toHaveCount(0)
      await expect(acme).toHaveURL(archived)
    })
  }
}
