import type { Page } from '@playwright/test'
import { extendTailwindMerge } from 'tailwind-merge'
import { pressEscape } from '../support/forms'
import { createAcme, createProject, invite } from '../support/people'
import { expect, test } from '../support/test'

// Without our theme's names, it mistakes shadow-float for a color.
const merge = extendTailwindMerge({
  extend: { theme: { shadow: ['raised', 'float'], animate: ['fade', 'pop'] } },
})

// A component's classes and those of its caller are only joined.
test('no element has two classes for the same property', async ({ browser }) => {
  const { ann, acme } = await createAcme(browser)
  const { page } = ann
  await invite(ann, acme, 'carol@example.com')
  const project = await createProject(ann, acme, 'Moonshot')
  const paths = ['dashboard', 'activity', 'settings', `projects/${project}`, 'team', 'projects']

  for (const path of ['/orgs', '/orgs/new', '/invitations', '/dev/mailbox', '/dev/emails']) {
    await page.goto(path)
    expect(await overriddenIn(page), path).toEqual([])
  }
  for (const path of paths) {
    await page.goto(`${acme}/${path}`)
    expect(await overriddenIn(page), path).toEqual([])
  }
  for (const item of ['Delete', 'Rename']) {
    await page.getByRole('button', { name: 'Actions for Moonshot' }).click()
    expect(await overriddenIn(page)).toEqual([])
    await page.getByRole('menuitem', { name: item }).click()
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible()
    expect(await overriddenIn(page)).toEqual([])
    await pressEscape(page)
  }
  await page.getByRole('button', { name: 'switch organization' }).click()
  await expect(page.getByRole('list', { name: 'Organizations' }).getByRole('link')).toHaveCount(1)
  expect(await overriddenIn(page)).toEqual([])
  await page.context().clearCookies()
  for (const path of ['/', '/sign-in', '/sign-up', '/forgot-password', '/no/such/page']) {
    await page.goto(path)
    expect(await overriddenIn(page), path).toEqual([])
  }
})

/** The class attributes with a class that another one of them overrides. */
async function overriddenIn(page: Page): Promise<string[]> {
  const found = await page
    .locator('[class]')
    .evaluateAll((elements) => elements.map((element) => element.getAttribute('class') ?? ''))
  expect(found).not.toEqual([])
  return [...new Set(found)].filter((classes) => merge(classes) !== classes)
}
