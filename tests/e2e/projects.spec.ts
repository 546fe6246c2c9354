import { expect, test } from '@playwright/test'
import { becomeUser, createOrg, createProject, newPerson } from './people'

test('a project is created, archived, restored and deleted, and each is said', async ({
  browser,
}) => {
  const ann = await newPerson(browser, 'Ann')
  await becomeUser(ann)
  const acme = await createOrg(ann, 'Acme')
  const { page } = ann
  const project = page.getByRole('listitem').filter({ hasText: 'Moonshot' })

  await createProject(ann, acme, 'Moonshot')
  await expect(page.getByText('Project created.').first()).toBeVisible()

  await project.getByRole('button', { name: 'Archive' }).click()
  await expect(page.getByText('Project archived.').first()).toBeVisible()
  await expect(project.getByText('Archived', { exact: true })).toBeVisible()

  await project.getByRole('button', { name: 'Restore' }).click()
  await expect(page.getByText('Project restored.').first()).toBeVisible()
  await expect(project.getByText('Archived', { exact: true })).toHaveCount(0)

  await project.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('button', { name: 'Delete project' }).click()
  await expect(page.getByText('Project deleted.').first()).toBeVisible()
  await expect(page.getByText('No projects yet')).toBeVisible()
})
