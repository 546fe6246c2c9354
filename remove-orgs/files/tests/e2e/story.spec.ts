import { signIn, signUp, verifyEmail } from './support/forms'
import { choose } from './support/menus'
import { newPerson } from './support/people'
import { expect, test } from './support/test'

test('a person signs up, creates a project, completes a task and signs out', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  const { page } = ann
  await signUp(ann)
  await verifyEmail(ann)
  await expect(page.getByText('No projects yet')).toBeVisible()

  await page.getByRole('button', { name: 'New project' }).click()
  await page.getByLabel('Project name').fill('Moonshot')
  await page.getByRole('button', { name: 'Create project' }).click()
  await expect(page.getByRole('heading', { name: 'Moonshot' })).toBeVisible()
  await page.getByLabel('Task').fill('Launch')
  await page.getByRole('button', { name: 'Add task' }).click()
  await page.getByRole('checkbox', { name: 'Launch' }).click()
  await expect(page.getByRole('checkbox', { name: 'Launch' })).toBeChecked()

  await page.getByRole('link', { name: 'All projects' }).click()
  await choose(page, 'Moonshot', 'Rename')
  await page.getByLabel('Project name').fill('Harvest')
  await page.getByRole('button', { name: 'Save name' }).click()
  await expect(page.getByRole('link', { name: 'Harvest' })).toBeVisible()

  await page.getByRole('button', { name: 'Ann, account menu' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible()
  await page.goto('/projects')
  await signIn(ann)
  await expect(page.getByRole('link', { name: 'Harvest' })).toBeVisible()
})
