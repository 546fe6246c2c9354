import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OrgScope } from '@/lib/orgs/scope'
import { archiveProject, createProject, restoreProject } from '@/lib/projects/projects'
import {
  addTask,
  completeTask,
  deleteTask,
  listTasks,
  renameTask,
  reopenTask,
} from '@/lib/projects/tasks'
import { contentsOf } from '../contents'
import { createOrg } from '../factories'
import { insertProject, insertTask } from './insert-project'

const CHANGES = [
  { change: 'rename', run: (scope: OrgScope, id: string) => renameTask(scope, id, 'Lift off') },
  { change: 'complete', run: completeTask },
  { change: 'reopen', run: reopenTask, done: true },
  { change: 'delete', run: deleteTask },
]

test.each(CHANGES)('to $change a task changes no other task', async ({ run, done }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [project, id, other] = [randomUUID(), randomUUID(), randomUUID()]
  for (const { admin } of [acme, globex]) {
    await insertProject(admin, project)
    await insertTask(admin, project, id, done)
    await insertTask(admin, project, other, done)
  }
  const otherTask = async () =>
    (await listTasks(acme.admin, project)).tasks.find((task) => task.id === other)
  const otherBefore = await otherTask()
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await run(acme.admin, id)

  expect(await contentsOf(globex)).toEqual(before.globex)
  expect(await contentsOf(acme)).not.toEqual(before.acme)
  expect(await otherTask()).toEqual(otherBefore)
})

test.each(CHANGES)('an admin of another org cannot $change our task', async ({ run }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const project = await createProject(acme.admin, { name: 'Moonshot' })
  const id = await addTask(acme.admin, project, 'Launch')
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await expect(run(globex.admin, id)).rejects.toMatchObject({ code: 'not_found' })

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('no task is added to a project of another org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const project = await createProject(acme.admin, { name: 'Moonshot' })
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await expect(addTask(globex.admin, project, 'Launch')).rejects.toMatchObject({
    code: 'not_found',
  })

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('no task is added to an archived project, until it is restored', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const project = await createProject(acme.admin, { name: 'Moonshot' })
  await archiveProject(acme.admin, project)
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await expect(addTask(acme.admin, project, 'Launch')).rejects.toMatchObject({
    code: 'conflict',
    message: 'This project is archived. Restore it to add tasks.',
  })

  expect(await contentsOf(acme)).toEqual(before.acme)
  await restoreProject(acme.admin, project)
  await addTask(acme.admin, project, 'Launch')
  expect((await listTasks(acme.admin, project)).total).toBe(1)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('tasks show in their own org and project only, done ones last', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [project, other] = [randomUUID(), randomUUID()]
  for (const { admin } of [acme, globex]) await insertProject(admin, project)
  await insertProject(acme.admin, other)
  const done = await addTask(acme.admin, project, 'Design')
  await addTask(acme.admin, project, 'Build')
  await addTask(acme.admin, other, 'Land')
  await addTask(globex.admin, project, 'Spy')

  await completeTask(acme.admin, done)

  const { tasks, total } = await listTasks(acme.admin, project)
  expect(tasks.map(({ title, done }) => [title, done])).toEqual([
    ['Build', false],
    ['Design', true],
  ])
  expect(total).toBe(2)
  expect(await listTasks(acme.admin, project, 9)).toEqual({ tasks: [], total: 2 })
})

test('a task is renamed, completed and reopened', async () => {
  const acme = await createOrg()
  const project = await createProject(acme.admin, { name: 'Moonshot' })
  const id = await addTask(acme.admin, project, 'Launch')
  const theTask = async () => (await listTasks(acme.admin, project)).tasks[0]

  await renameTask(acme.admin, id, 'Lift off')
  expect(await theTask()).toMatchObject({ title: 'Lift off', done: false })
  await completeTask(acme.admin, id)
  expect(await theTask()).toMatchObject({ done: true })
  await reopenTask(acme.admin, id)
  expect(await theTask()).toMatchObject({ done: false })
})
