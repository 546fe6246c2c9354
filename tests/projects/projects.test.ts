import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { projects } from '@/db/schema/tenant/projects'
import { asOrg } from '@/db/transactions'
import type { OrgScope } from '@/lib/orgs/scope'
import {
  archiveProject,
  createProject,
  deleteProject,
  listProjects,
  renameProject,
  restoreProject,
} from '@/lib/projects/projects'
import { contentsOf } from '../contents'
import { createOrg } from '../factories'

test('a project shows in its own org only', async () => {
  const acme = await createOrg()
  const globex = await createOrg()

  await createProject(acme.admin, { name: 'Moonshot' })

  expect(await listProjects(acme.admin)).toMatchObject([{ name: 'Moonshot', archivedAt: null }])
  expect(await listProjects(globex.admin)).toEqual([])
})

test.each([
  { change: 'rename', run: renameTo('Mars') },
  { change: 'archive', run: archiveProject },
  { change: 'restore', run: restoreProject },
  { change: 'delete', run: deleteProject },
])('to $change a project leaves one with the same id in another org alone', async ({ run }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const id = randomUUID()
  await plant(acme.admin, id)
  await plant(globex.admin, id)
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await run(acme.admin, id)

  expect(await contentsOf(globex)).toEqual(before.globex)
  expect(await contentsOf(acme)).not.toEqual(before.acme)
})

test.each([
  { change: 'rename', run: renameTo('Mars') },
  { change: 'archive', run: archiveProject },
  { change: 'restore', run: restoreProject },
  { change: 'delete', run: deleteProject },
])('to $change a project leaves the others of its org alone', async ({ run }) => {
  const acme = await createOrg()
  const [id, other] = [randomUUID(), randomUUID()]
  await plant(acme.admin, id)
  await plant(acme.admin, other)
  const before = await listProjects(acme.admin)

  await run(acme.admin, id)

  const ofOther = (projects: { id: string }[]) => projects.find((project) => project.id === other)
  expect(ofOther(await listProjects(acme.admin))).toEqual(ofOther(before))
})

test.each([
  { change: 'rename', run: renameTo('Mars') },
  { change: 'archive', run: archiveProject },
  { change: 'restore', run: restoreProject },
  { change: 'delete', run: deleteProject },
])('an admin of another org cannot $change our project', async ({ run }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const id = randomUUID()
  await plant(acme.admin, id)
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

  await expect(run(globex.admin, id)).rejects.toMatchObject({ code: 'not_found' })

  expect(await contentsOf(acme)).toEqual(before.acme)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('only an admin deletes a project', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')
  const id = randomUUID()
  await plant(acme.admin, id)

  await expect(deleteProject(member, id)).rejects.toMatchObject({ code: 'forbidden' })
  expect(await listProjects(acme.admin)).toHaveLength(1)

  await deleteProject(acme.admin, id)
  expect(await listProjects(acme.admin)).toEqual([])
})

function renameTo(name: string) {
  return (scope: OrgScope, id: string) => renameProject(scope, id, name)
}

async function plant(scope: OrgScope, id: string) {
  await asOrg(scope, (tx) =>
    tx.insert(projects).values({
      orgId: scope.org.id,
      id,
      name: 'Moonshot',
      createdBy: scope.user.id,
      createdByName: scope.user.name,
      archivedAt: new Date('2020-01-01'),
    }),
  )
}
