import { expect, test } from 'vitest'
import { createProject } from '@/lib/projects/projects'
import { addTask, assignTask, listTasks } from '@/lib/projects/tasks'
import { contentsOf } from '../contents'
import { createOrg } from '../factories'

test('a task is assigned and unassigned, and no other task', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await acme.join('member')
  const project = await createProject(acme.admin, { name: 'Moonshot' })
  const id = await addTask(acme.admin, project, 'Launch')
  const other = await addTask(acme.admin, project, 'Land')
  const assignees = async () => {
    const { tasks } = await listTasks(acme.admin, project)
    return Object.fromEntries(
      tasks.map(({ id, assigneeId, assigneeName }) => [id, [assigneeId, assigneeName]]),
    )
  }
  const before = await contentsOf(globex)

  await assignTask(acme.admin, id, ann.user.id)
  expect(await assignees()).toEqual({ [id]: [ann.user.id, ann.user.name], [other]: [null, null] })
  await assignTask(acme.admin, id, null)
  expect(await assignees()).toEqual({ [id]: [null, null], [other]: [null, null] })

  expect(await contentsOf(globex)).toEqual(before)
})

test('an admin of another org cannot assign or unassign our task', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const project = await createProject(acme.admin, { name: 'Moonshot' })
  const id = await addTask(acme.admin, project, 'Launch')
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  for (const assignee of [globex.admin.user.id, null]) {
    await expect(assignTask(globex.admin, id, assignee)).rejects.toMatchObject({
      code: 'not_found',
    })
  }

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('a member of another org cannot be the assignee', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const eve = await globex.join('member')
  const project = await createProject(acme.admin, { name: 'Moonshot' })
  const id = await addTask(acme.admin, project, 'Launch')
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await expect(assignTask(acme.admin, id, eve.user.id)).rejects.toMatchObject({
    code: 'invalid',
    field: 'assigneeId',
  })

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})
