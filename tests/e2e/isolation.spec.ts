import { expect, type Page, test } from '@playwright/test'
import { becomeUser, createOrg, createProject, newPerson } from './people'

const UUID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g

test('an action posted by hand with ids of another org finds nothing and changes nothing', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  const eve = await newPerson(browser, 'Eve')
  await Promise.all([becomeUser(ann), becomeUser(eve)])
  const acme = await createOrg(ann, 'Acme')
  await createProject(ann, acme, 'Moonshot')
  const [orgId = '', projectId = ''] = await idsPosted(ann.page, () => rename(ann.page, 'Moonshot'))

  const globex = await createOrg(eve, 'Globex')
  await createProject(eve, globex, 'Decoy')

  for (const [forge, status] of [
    [(own: string[]) => [orgId, own[1] ?? ''], 404],
    [() => [orgId, projectId], 404],
    [(own: string[]) => [own[0] ?? '', projectId], 200],
    [() => ['not-an-id', projectId], 404],
  ] as const) {
    await eve.page.goto(`${globex}/projects`)
    await forgeNextPost(eve.page, forge)
    const answer = eve.page.waitForResponse((response) => response.request().method() === 'POST')
    await rename(eve.page, 'Stolen')
    expect((await answer).status()).toBe(status)
    await eve.page.unrouteAll()
  }

  await ann.page.reload()
  await expect(ann.page.getByRole('listitem').filter({ hasText: 'Moonshot' })).toHaveCount(1)
  await expect(ann.page.getByText('Stolen')).toHaveCount(0)
  await eve.page.goto(`${globex}/projects`)
  await expect(eve.page.getByText('Decoy')).toBeVisible()
})

test('an action posted from another origin is refused', async ({ browser }) => {
  const ann = await newPerson(browser, 'Ann')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await createProject(ann, acme, 'Moonshot')
  for (const origin of ['https://evil.example', 'null']) {
    await ann.page.goto(`${acme}/projects`)
    await ann.page.route('**/projects', (route) =>
      route.continue({ headers: { ...route.request().headers(), origin } }),
    )
    const answer = ann.page.waitForResponse((response) => response.request().method() === 'POST')
    await rename(ann.page, 'Stolen')
    expect((await answer).ok()).toBe(false)
    await ann.page.unrouteAll()
  }
  await ann.page.goto(`${acme}/projects`)
  await expect(ann.page.getByText('Moonshot')).toBeVisible()
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

async function rename(page: Page, name: string) {
  const project = page.getByRole('listitem').filter({ has: page.getByText(/Moonshot|Decoy/) })
  await project.getByRole('button', { name: 'Rename' }).click()
  await page.getByLabel('Project name').fill(name)
  await page.getByRole('button', { name: 'Save name' }).click()
}

async function idsPosted(page: Page, act: () => Promise<void>): Promise<string[]> {
  const posted = page.waitForRequest((request) => request.method() === 'POST')
  await act()
  return idsIn((await posted).postData() ?? '')
}

async function forgeNextPost(page: Page, forge: (own: string[]) => string[]) {
  await page.route('**/projects', async (route) => {
    let body = route.request().postData() ?? ''
    const own = idsIn(body)
    const forged = forge(own)
    own.forEach((id, index) => {
      body = body.replaceAll(id, forged[index] ?? id)
    })
    await route.continue({ postData: body })
  })
}

// The org's id is bound as the first argument, the project's follows as a field.
function idsIn(body: string): string[] {
  return [...new Set(body.match(UUID))]
}
