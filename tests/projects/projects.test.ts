import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { OrgScope } from '@/lib/orgs/scope'
import {
  archiveProject,
  createProject,
  deleteProject,
  findProject,
  listProjects,
  renameProject,
  restoreProject,
} from '@/lib/projects/projects'
import { contentsOf } from '../contents'
import { createOrg } from '../factories'
import { insertProject, insertTask } from './insert-project'

const CHANGES = [
  { change: 'rename', run: (scope: OrgScope, id: string) => renameProject(scope, id, 'Mars') },
  { change: 'archive', run: archiveProject },
  { change: 'restore', run: restoreProject },
  { change: 'delete', run: deleteProject },
]

test('a project shows in its own org only', async () => {
  const acme = await createOrg()
  const globex = await createOrg()

  const id = await createProject(acme.admin, { name: 'Moonshot' })

  expect(await findProject(acme.admin, id)).toMatchObject({ name: 'Moonshot', archivedAt: null })
  expect(await findProject(globex.admin, id)).toBeNull()
  expect(await listProjects(globex.admin)).toEqual({ projects: [], total: 0 })
})

test.each(CHANGES)(
  'to $change a project changes nothing else, not even under the same id',
  async ({ run }) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const [id, other] = [randomUUID(), randomUUID()]
    const archivedAt = new Date('2020-01-01')
    for (const { admin } of [acme, globex]) await insertProject(admin, id, archivedAt)
    await insertProject(acme.admin, other, archivedAt)
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
    const otherBefore = await findProject(acme.admin, other)

    await run(acme.admin, id)

    expect(await contentsOf(globex)).toEqual(before.globex)
    expect(await contentsOf(acme)).not.toEqual(before.acme)
    expect(await findProject(acme.admin, other)).toEqual(otherBefore)
  },
)

test.each(CHANGES)('an admin of another org cannot $change our project', async ({ run }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const id = randomUUID()
  await insertProject(acme.admin, id)
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await expect(run(globex.admin, id)).rejects.toMatchObject({ code: 'not_found' })

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('only an admin deletes a project', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  const id = await createProject(member, { name: 'Moonshot' })

  await expect(deleteProject(member, id)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await findProject(acme.admin, id)).not.toBeNull()

  await deleteProject(acme.admin, id)
  expect(await findProject(acme.admin, id)).toBeNull()
})

test('deleting a project deletes its tasks, and no task of another org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [id, task] = [randomUUID(), randomUUID()]
  for (const { admin } of [acme, globex]) {
    await insertProject(admin, id)
    await insertTask(admin, id, task)
  }
  const before = await contentsOf(globex)

  await deleteProject(acme.admin, id)

  expect((await contentsOf(acme))['tenant.tasks']).toEqual([])
  expect(await contentsOf(globex)).toEqual(before)
})
