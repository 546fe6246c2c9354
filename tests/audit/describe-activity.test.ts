import { expect, test } from 'vitest'
import { describeActivity, partsOfActivity } from '@/lib/audit/describe-activity'
import { listActivity } from '@/lib/audit/list-activity'
import { createProject, deleteProject } from '@/lib/projects/projects'
import { addTask, assignTask, completeTask, deleteTask, renameTask } from '@/lib/projects/tasks'
import { createOrg, type TestOrg } from '../factories'

const latest = async ({ admin }: TestOrg) => {
  const [entry] = await listActivity(admin, { limit: 1 })
  if (!entry) throw new Error('There is no activity.')
  return entry
}

test('the activity of a task links to its project and names it', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const project = await createProject(acme.admin, { name: 'Moonshot' })
  await createProject(globex.admin, { name: 'Harvest' })
  const link = (text: string) => ({ text, page: `projects/${project}` })

  const task = await addTask(acme.admin, project, 'Launch')
  expect(partsOfActivity(await latest(acme))).toEqual([
    ...['added the task ', link('Launch'), ' in Moonshot'],
  ])
  await renameTask(acme.admin, task, 'Lift')
  expect(describeActivity(await latest(acme))).toBe('renamed a task to Lift in Moonshot')
  await renameTask(acme.admin, task, 'Launch')
  await completeTask(acme.admin, task)
  expect(describeActivity(await latest(acme))).toBe('completed the task Launch in Moonshot')
  await assignTask(acme.admin, task, acme.admin.user.id)
  expect(describeActivity(await latest(acme))).toBe(
    `assigned the task Launch in Moonshot to ${acme.admin.user.name}`,
  )
  await assignTask(acme.admin, task, null)
  expect(describeActivity(await latest(acme))).toBe('unassigned the task Launch in Moonshot')
  await deleteTask(acme.admin, task)
  expect(partsOfActivity(await latest(acme))).toEqual([
    ...['deleted the task Launch in ', link('Moonshot')],
  ])
  await deleteProject(acme.admin, project)
  expect(partsOfActivity(await latest(acme))).toEqual(['deleted the project Moonshot'])
  expect(describeActivity(await latest(globex))).toBe('created the project Harvest')
})

test('an entry from before projects were recorded has no link and no project', () => {
  const entry = { action: 'task.complete', subjectId: '', data: { title: 'Launch' } } as const
  expect(partsOfActivity(entry)).toEqual(['completed the task ', 'Launch'])
})
