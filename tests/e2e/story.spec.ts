import {
  becomeUser,
  createOrg,
  createProject,
  invite,
  newPerson,
  openMail,
  PASSWORD,
} from './support/people'
import { expect, test } from './support/test'

test('a teammate joins an organization, both work in it, and outsiders see nothing', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  const bob = await newPerson(browser, 'Bob')
  const eve = await newPerson(browser, 'Eve')

  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  await createProject(ann, acme, 'Moonshot')
  await invite(ann, acme, bob.email)

  await openMail(bob, /Ann invited you to Acme/)
  await bob.page.getByRole('link', { name: 'Create your account and join' }).click()
  await expect(bob.page.getByRole('heading', { name: 'Join Acme' })).toBeVisible()
  await bob.page.getByRole('link', { name: 'Create an account to accept' }).click()
  await expect(bob.page.getByLabel('Email')).toHaveValue(bob.email)
  await bob.page.getByLabel('Name').fill('Bob')
  await bob.page.getByLabel('Password').fill(PASSWORD)
  await bob.page.getByRole('button', { name: 'Create account' }).click()
  await bob.page.getByRole('button', { name: 'Accept invitation' }).click()
  await expect(bob.page).toHaveURL(`${acme}/dashboard`)

  for (const { page } of [ann, bob]) {
    await page.goto(acme)
    const navigation = page.getByRole('navigation', { name: 'Organization' })
    await navigation.getByRole('link', { name: 'Team' }).click()
    const members = page.getByRole('table', { name: 'Members' })
    await expect(members.getByRole('row').filter({ hasText: ann.email })).toContainText('Admin')
    await expect(members.getByRole('row').filter({ hasText: bob.email })).toContainText('Member')
  }

  await createProject(bob, acme, 'Harvest')
  await ann.page.goto(`${acme}/projects`)
  const harvest = ann.page.getByRole('listitem').filter({ hasText: 'Harvest' })
  await harvest.getByRole('button', { name: 'Rename' }).click()
  await ann.page.getByLabel('Project name').fill('Harvest home')
  await ann.page.getByRole('button', { name: 'Save name' }).click()
  await expect(ann.page.getByText('Harvest home')).toBeVisible()
  await bob.page.reload()
  await expect(bob.page.getByText('Harvest home')).toBeVisible()

  await becomeUser(eve)
  const globex = await createOrg(eve, 'Globex')
  for (const page of ['', '/dashboard', '/projects', '/team']) {
    const response = await eve.page.goto(acme + page)
    expect(response?.status()).toBe(404)
    await expect(eve.page.getByText(/Moonshot|Harvest|Bob/)).toHaveCount(0)
  }
  await eve.page.goto(`${globex}/projects`)
  await expect(eve.page.getByText('No projects yet')).toBeVisible()
})
