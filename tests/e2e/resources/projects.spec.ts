import { createProjectByForm, pressEscape } from '../support/forms'
import { choose } from '../support/menus'
import { createOrg, createProject, newUser } from '../support/people'
import { expect, test } from '../support/test'

test('a project is created, archived, restored and deleted, and each change is confirmed', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  const { page } = ann
  const project = page.getByRole('main').getByRole('listitem').filter({ hasText: 'Moonshot' })

  await createProjectByForm(ann, acme, 'Moonshot')
  await expect(page.getByText('Project created.').first()).toBeVisible()
  await expect(page.getByText('No tasks yet')).toBeVisible()
  await choose(page, 'Moonshot', 'Archive')
  await expect(page.getByText('Restore it to add tasks.')).toBeVisible()
  await expect(page.getByLabel('Task', { exact: true })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByLabel('Task', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: 'All projects' }).click()
  await expect(page).toHaveURL(`${acme}/projects`)

  await choose(page, 'Moonshot', 'Archive')
  await expect(page.getByText('Project archived.').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No active projects' })).toBeVisible()
  await page.getByRole('link', { name: 'Archived 1' }).click()
  await expect(project).toContainText('Archived just now')

  await choose(page, 'Moonshot', 'Restore')
  await expect(page.getByText('Project restored.').first()).toBeVisible()
  await expect(page.getByRole('heading', { name: 'No archived projects' })).toBeVisible()
  await page.getByRole('link', { name: 'Active 1' }).click()

  await choose(page, 'Moonshot', 'Delete')
  await pressEscape(page)
  await expect(project.getByRole('button', { name: 'Actions for Moonshot' })).toBeFocused()
  await choose(page, 'Moonshot', 'Delete')
  await page.getByRole('button', { name: 'Delete project' }).click()
  await expect(page.getByText('Project deleted.').first()).toBeVisible()
  await expect(page.getByText('No projects yet')).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeFocused()

  await page.goto(`${acme}/projects/${await createProject(ann, acme, 'Harvest')}`)
  await choose(page, 'Harvest', 'Delete')
  await page.getByRole('button', { name: 'Delete project' }).click()
  await expect(page.getByText('Project deleted.').first()).toBeVisible()
  await expect(page).toHaveURL(`${acme}/projects`)
  await expect(page.getByText('No projects yet')).toBeVisible()
})

test('tasks are added to a project, completed, assigned, renamed and deleted', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  const { page } = ann
  await createProject(ann, acme, 'Moonshot')
  await page.goto(`${acme}/projects`)
  await page.getByRole('link', { name: 'Moonshot' }).click()
  await expect(page.getByText('No tasks yet')).toBeVisible()

  await page.getByLabel('Task', { exact: true }).fill('Launch')
  await page.getByRole('button', { name: 'Add task' }).click()
  await expect(page.getByText('Task added.').first()).toBeVisible()

  const task = page.getByRole('listitem').filter({ hasText: 'Launch' })
  await task.getByRole('checkbox', { name: 'Launch' }).click()
  await expect(page.getByText('Task completed.').first()).toBeVisible()
  await expect(task.getByRole('checkbox', { name: 'Launch' })).toBeChecked()

  await choose(page, 'Launch', 'Assign')
  await page.getByLabel('Assignee').selectOption('Ann')
  await page.getByRole('button', { name: 'Save assignee' }).click()
  await expect(page.getByText('Task assigned.').first()).toBeVisible()
  await expect(task.getByText('Ann', { exact: true })).toBeVisible()

  await choose(page, 'Launch', 'Rename')
  await page.getByRole('dialog').getByLabel('Task').fill('Lift off')
  await page.getByRole('button', { name: 'Save task' }).click()
  await expect(page.getByText('Task renamed.').first()).toBeVisible()

  await choose(page, 'Lift off', 'Delete')
  await page.getByRole('button', { name: 'Delete task' }).click()
  await expect(page.getByText('Task deleted.').first()).toBeVisible()
  await expect(page.getByText('No tasks yet')).toBeVisible()

  await page.goto(`${acme}/activity`)
  const completed = page
    .getByRole('row')
    .filter({ hasText: 'completed the task Launch in Moonshot' })
  await completed.getByRole('link', { name: 'Launch' }).click()
  await expect(page.getByRole('heading', { name: 'Moonshot' })).toBeVisible()
})

test('projects are searched by name and shown in pages', async ({ browser }) => {
  const ann = await newUser(browser, 'Ann')
  const acme = await createOrg(ann, 'Acme')
  const { page } = ann
  for (let number = 1; number <= 21; number++) await createProject(ann, acme, `Project ${number}`)
  const links = page.getByRole('link', { name: /^Project \d+$/ })

  await page.goto(`${acme}/projects`)
  await expect(links).toHaveCount(20)
  await page.getByRole('link', { name: 'Next' }).click()
  await expect(page).toHaveURL(`${acme}/projects?page=2`)
  await expect(links).toHaveText(['Project 1'])

  await page.getByRole('searchbox', { name: 'Search projects' }).fill('project 13')
  await page.getByRole('button', { name: 'Search' }).click()
  await expect(links).toHaveText(['Project 13'])
  await page.goto(`${acme}/projects?page=9`)
  await expect(page).toHaveURL(`${acme}/projects?page=2`)
})

test('a project of another org and an id that is not a uuid give the same 404', async ({
  browser,
}) => {
  const ann = await newUser(browser, 'Ann')
  const eve = await newUser(browser, 'Eve')
  const acme = await createOrg(ann, 'Acme')
  const globex = await createOrg(eve, 'Globex')
  const id = await createProject(ann, acme, 'Moonshot')
  expect((await ann.page.goto(`${acme}/projects/${id}`))?.status()).toBe(200)

  for (const path of [
    `${acme}/projects/${id}`,
    `${globex}/projects/${id}`,
    `${globex}/projects/nonsense`,
  ]) {
    expect((await eve.page.goto(path))?.status()).toBe(404)
    await expect(eve.page.getByText('Moonshot')).toHaveCount(0)
  }
})
