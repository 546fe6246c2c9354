import { insertMembers } from '../support/insert-rows'
import { createOrg, newUser } from '../support/people'
import { expect, test } from '../support/test'

for (const javaScriptEnabled of [true, false]) {
  const withOrWithout = javaScriptEnabled ? 'with' : 'without'
  test(`members can be searched, sorted and paged ${withOrWithout} JavaScript`, async ({
    browser,
  }) => {
    const ann = await newUser(browser, 'Ann')
    const acme = await createOrg(ann, 'Acme')
    await insertMembers(process.env.DATABASE_URL ?? '', acme.slice(1), 120)
    const storageState = await ann.page.context().storageState()
    const page = await (await browser.newContext({ javaScriptEnabled, storageState })).newPage()
    const people = page.getByRole('table', { name: 'Members' }).getByRole('row')
    const pages = page.getByRole('navigation', { name: 'Pages' })
    const head = (name: string) => page.getByRole('columnheader', { name })

    await page.goto(`${acme}/team`)
    await expect(head('Name')).toHaveAttribute('aria-sort', 'ascending')
    await expect(people.nth(1)).toContainText('Ann')
    await expect(pages).toContainText('1–50 of 121')
    await expect(pages.getByRole('link', { name: 'Previous' })).toHaveCount(0)
    await pages.getByRole('link', { name: 'Next' }).click()
    await expect(pages).toContainText('51–100 of 121')
    await expect(people.nth(1)).toContainText('Person 0050')
    await pages.getByRole('link', { name: 'Next' }).click()
    await expect(people.last()).toContainText('Person 0120')
    await expect(pages.getByRole('link', { name: 'Next' })).toHaveCount(0)
    await pages.getByRole('link', { name: 'Previous' }).click()
    await expect(page).toHaveURL(`${acme}/team?page=2`)

    await head('Name').getByRole('link').click()
    await expect(head('Name')).toHaveAttribute('aria-sort', 'descending')
    await expect(page).toHaveURL(`${acme}/team?order=desc`)
    await expect(people.nth(1)).toContainText('Person 0120')

    await page.getByLabel('Search members').fill(' person 001 ')
    await page.getByLabel('Search members').press('Enter')
    await expect(page.getByText('10 matches')).toBeVisible()
    await expect(page.getByLabel('Search members')).toHaveValue('person 001')
    await expect(people.nth(1)).toContainText('Person 0019')
    await head('Joined').getByRole('link').click()
    await expect(head('Joined')).toHaveAttribute('aria-sort', 'ascending')
    await expect(page.getByText('10 matches')).toBeVisible()

    await page.getByLabel('Search members').fill(ann.email)
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(people).toHaveCount(2)
    await page.getByLabel('Search members').fill('100%')
    await page.getByRole('button', { name: 'Search' }).click()
    await expect(page.getByRole('heading', { name: 'No members match' })).toBeVisible()
    await page.getByRole('link', { name: 'Show all members' }).click()
    await expect(page.getByText('121 members')).toBeVisible()
    await expect(page.getByLabel('Search members')).toHaveValue('')
    await page.goBack()
    await expect(page.getByLabel('Search members')).toHaveValue('100%')

    await page.goto(`${acme}/team?q=person&order=desc&page=999`)
    await expect(page).toHaveURL(`${acme}/team?q=person&order=desc&page=3`)
    await expect(people.last()).toContainText('Person 0001')
    for (const invalid of ['page=-1&sort=password&order=', 'q=%00', 'q=a&q=b&page=1e99']) {
      const response = await page.goto(`${acme}/team?${invalid}`)
      expect(response?.status(), invalid).toBe(200)
      await expect(pages).toContainText('1–50 of 121')
    }
  })
}
