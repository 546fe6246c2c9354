import type { Page, Request } from '@playwright/test'
import { choose } from './support/menus'
import { createOrg, createProject, newUser } from './support/people'
import { repeat } from './support/repeat'
import { expect, test } from './support/test'

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

test('an action with forged ids of another org returns 404 and changes nothing', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const eve = await newUser(browser, 'Eve')
  const acme = await createOrg(ann, 'Acme')
  await createProject(ann, acme, 'Moonshot')
  const foreign = idsIn(await rename(ann.page, acme, 'Moonshot', 'Moonshot II'))

  const globex = await createOrg(eve, 'Globex')
  await createProject(eve, globex, 'Decoy')
  const post = await rename(eve.page, globex, 'Decoy', 'Stolen')
  const own = idsIn(post)

  for (const { forged, status } of [
    { forged: { org: foreign.org, project: own.project }, status: 404 },
    { forged: { org: foreign.org, project: foreign.project }, status: 404 },
    { forged: { org: 'no-id', project: foreign.project }, status: 404 },
    { forged: { org: own.org, project: foreign.project }, status: 200 },
  ]) {
    const body = (post.postData() ?? '')
      .replaceAll(own.org, forged.org)
      .replaceAll(own.project, forged.project)
    const response = await repeat(eve.page, post, { body })
    expect(response.status()).toBe(status)
    if (status === 200) expect(await response.text()).toMatch(/no longer exists|does not exist/)
  }

  await ann.page.goto(`${acme}/projects`)
  await expect(ann.page.getByText('Moonshot II')).toBeVisible()
  await expect(ann.page.getByText('Stolen')).toHaveCount(0)
})

test('an action from another origin is rejected', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  await createProject(ann, acme, 'Moonshot')
  const post = await rename(ann.page, acme, 'Moonshot', 'Harvest')
  await rename(ann.page, acme, 'Harvest', 'Moonshot')

  for (const origin of ['https://evil.example', 'null']) {
    const response = await repeat(ann.page, post, { origin })
    expect(response.ok(), origin).toBe(false)
  }
  await ann.page.goto(`${acme}/projects`)
  await expect(ann.page.getByText('Moonshot')).toBeVisible()
  expect((await repeat(ann.page, post, {})).ok()).toBe(true)
  await ann.page.goto(`${acme}/projects`)
  await expect(ann.page.getByText('Harvest')).toBeVisible()
})

/** Renames a project. Returns the request of the action. */
async function rename(page: Page, org: string, from: string, to: string): Promise<Request> {
  await page.goto(`${org}/projects`)
  await choose(page, from, 'Rename')
  await page.getByLabel('Project name').fill(to)
  const post = page.waitForRequest((request) => request.method() === 'POST')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: to })).toBeVisible()
  return post
}

/** The ids in an action's body: the project's is a field, the org's is a bound argument after it. */
function idsIn(post: Request) {
  const [project = '', org = ''] = (post.postData() ?? '').match(UUID) ?? []
  return { org, project }
}
