import {
  createOrgByForm,
  createProjectByForm,
  inviteByForm,
  openMail,
  signUp,
  verifyEmail,
} from './support/forms'
import { choose } from './support/menus'
import { createOrg, newPerson, newUser, PASSWORD } from './support/people'
import { expect, test } from './support/test'

test('a teammate joins an organization, both work in it, and outsiders see nothing', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  const eve = await newUser(browser, 'Eve')

  await signUp(ann)
  await verifyEmail(ann)
  await expect(ann.page.getByRole('heading', { name: 'New organization' })).toBeVisible()
  const acme = await createOrgByForm(ann, 'Acme')
  const steps = ann.page.getByRole('region', { name: 'Get started' })
  await expect(steps).toContainText('1 of 3 steps done')
  await steps.getByRole('button', { name: 'New project' }).click()
  await ann.page.getByLabel('Project name').fill('Moonshot')
  await ann.page.getByRole('button', { name: 'Create project' }).click()
  await expect(ann.page.getByRole('heading', { name: 'Moonshot' })).toBeVisible()
  await ann.page.goto(`${acme}/dashboard`)
  await expect(steps).toContainText('2 of 3 steps done')
  await inviteByForm(ann, acme, bob.email)
  await ann.page.goto(`${acme}/dashboard`)
  await expect(ann.page.getByRole('link', { name: 'Moonshot' }).first()).toBeVisible()
  await expect(steps).toHaveCount(0)

  await openMail(bob, /Ann invited you to Acme/)
  await bob.page.getByRole('link', { name: 'Create your account and join' }).click()
  await expect(bob.page.getByRole('heading', { name: 'Join Acme' })).toBeVisible()
  await bob.page.getByRole('link', { name: 'Create an account to accept' }).click()
  await expect(bob.page.getByLabel('Email')).toHaveValue(bob.email)
  await bob.page.getByLabel('Name').fill('Bob')
  await bob.page.getByLabel('Password').fill(PASSWORD)
  await bob.page.getByRole('button', { name: 'Create account' }).click()
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)

  for (const { page } of [ann, bob]) {
    await page.goto(acme)
    const navigation = page.getByRole('navigation', { name: 'Organization' })
    await navigation.getByRole('link', { name: 'Team' }).click()
    const members = page.getByRole('table', { name: 'Members' })
    await expect(members.getByRole('row').filter({ hasText: ann.email })).toContainText('Admin')
    await expect(members.getByRole('row').filter({ hasText: bob.email })).toContainText('Member')
  }

  await createProjectByForm(bob, acme, 'Harvest')
  await ann.page.goto(`${acme}/projects`)
  await choose(ann.page, 'Harvest', 'Rename')
  await ann.page.getByLabel('Project name').fill('Harvest home')
  await ann.page.getByRole('button', { name: 'Save name' }).click()
  await expect(ann.page.getByText('Harvest home')).toBeVisible()
  await bob.page.reload()
  await expect(bob.page.getByText('Harvest home')).toBeVisible()

  const globex = await createOrg(eve, 'Globex')
  for (const page of ['', '/dashboard', '/projects', '/team']) {
    const response = await eve.page.goto(acme + page)
    expect(response?.status()).toBe(404)
    await expect(eve.page.getByText(/Moonshot|Harvest|Bob/)).toHaveCount(0)
  }
  await eve.page.goto(`${globex}/projects`)
  await expect(eve.page.getByText('No projects yet')).toBeVisible()
})
