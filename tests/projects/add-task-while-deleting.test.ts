import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { projects } from '@/db/schema/tenant/projects'
import { asOrg } from '@/db/transactions'
import { createProject } from '@/lib/projects/projects'
import { addTask } from '@/lib/projects/tasks'
import { blockedStatements } from '../blocked'
import { createOrg } from '../factories'

test('a task is not added to a project that is being deleted', async () => {
  const acme = await createOrg()
  const id = await createProject(acme.admin, { name: 'Moonshot' })

  const { adding } = await asOrg(acme.admin, async (tx) => {
    await tx.delete(projects).where(and(eq(projects.orgId, acme.id), eq(projects.id, id)))
    const adding = addTask(acme.admin, id, 'Launch').catch((error) => error)
    expect(await blockedStatements([adding])).not.toEqual([])
    return { adding }
  })

  expect(await adding).toMatchObject({ code: 'not_found' })
})
