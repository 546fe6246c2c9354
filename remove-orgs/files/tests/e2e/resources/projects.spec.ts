import { createProject } from '@/lib/projects/projects'
import { choose } from '../support/menus'
import { actorOf, newUser } from '../support/people'
import { expect, test } from '../support/test'

test('a project is found, opened and deleted by its owner only', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const bob = await newUser(browser, 'Bob')
  const id = await createProject(actorOf(ann), { name: 'Moonshot' })
  const { page } = ann

  await bob.page.goto('/projects')
  await expect(bob.page.getByText('No projects yet')).toBeVisible()
  expect((await bob.page.goto(`/projects/${id}`))?.status()).toBe(404)

  await page.goto('/projects')
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox').fill('moon')
  await page.getByRole('option', { name: 'Moonshot' }).click()
  await expect(page.getByRole('heading', { name: 'Moonshot' })).toBeVisible()
  await choose(page, 'Moonshot', 'Delete')
  await page.getByRole('button', { name: 'Delete project' }).click()
  await expect(page.getByText('Project deleted.').first()).toBeVisible()
  await expect(page.getByText('No projects yet')).toBeVisible()
})
