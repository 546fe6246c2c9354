import { expect, type Page, type Request, test } from '@playwright/test'
import { becomeUser, createOrg, createProject, newPerson } from './people'
import { repeat } from './repeat'

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

test('an action posted by hand with ids of another org finds nothing and changes nothing', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  const eve = await newPerson(browser, 'Eve')
  await Promise.all([becomeUser(ann), becomeUser(eve)])
  const acme = await createOrg(ann, 'Acme')
  await createProject(ann, acme, 'Moonshot')
  const theirs = idsIn(await rename(ann.page, 'Moonshot', 'Moonshot II'))

  const globex = await createOrg(eve, 'Globex')
  await createProject(eve, globex, 'Decoy')
  const post = await rename(eve.page, 'Decoy', 'Stolen')
  const own = idsIn(post)

  for (const { forged, status } of [
    { forged: { org: theirs.org, project: own.project }, status: 404 },
    { forged: { org: theirs.org, project: theirs.project }, status: 404 },
    { forged: { org: 'no-id', project: theirs.project }, status: 404 },
    { forged: { org: own.org, project: theirs.project }, status: 200 },
  ]) {
    const body = (post.postData() ?? '')
      .replaceAll(own.org, forged.org)
      .replaceAll(own.project, forged.project)
    const answer = await repeat(eve.page, post, { body })
    expect(answer.status()).toBe(status)
    if (status === 200) expect(await answer.text()).toContain('does not exist any more')
  }

  await ann.page.goto(`${acme}/projects`)
  await expect(ann.page.getByText('Moonshot II')).toBeVisible()
  await expect(ann.page.getByText('Stolen')).toHaveCount(0)
})

test('an action posted from another origin is refused', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await createProject(ann, acme, 'Moonshot')
  const post = await rename(ann.page, 'Moonshot', 'Harvest')
  await rename(ann.page, 'Harvest', 'Moonshot')

  for (const origin of ['https://evil.example', 'null']) {
    const answer = await repeat(ann.page, post, { origin })
    expect(answer.ok(), origin).toBe(false)
  }
  await ann.page.goto(`${acme}/projects`)
  await expect(ann.page.getByText('Moonshot')).toBeVisible()
  expect((await repeat(ann.page, post, {})).ok()).toBe(true)
  await ann.page.goto(`${acme}/projects`)
  await expect(ann.page.getByText('Harvest')).toBeVisible()
})

test('what next-auth tells the browser is the name, the address and the id', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  await becomeUser(ann)
  const answer = await ann.page.goto('/api/auth/session')
  const session = await answer?.json()
  expect(Object.keys(session).sort()).toEqual(['expires', 'user'])
  expect(Object.keys(session.user).sort()).toEqual(['email', 'id', 'name'])
})

/** Renames a project, and answers the request that did it. */
async function rename(page: Page, from: string, to: string): Promise<Request> {
  const project = page.getByRole('listitem').filter({ hasText: from })
  await project.getByRole('button', { name: 'Rename' }).click()
  await page.getByLabel('Project name').fill(to)
  const post = page.waitForRequest((request) => request.method() === 'POST')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('listitem').filter({ hasText: to })).toBeVisible()
  return post
}

// The project's id is a field of the form; the org's is bound, and follows among the arguments.
function idsIn(post: Request) {
  const [project = '', org = ''] = (post.postData() ?? '').match(UUID) ?? []
  return { org, project }
}
