import { expect, test } from 'vitest'
import { listActivity } from '@/lib/audit/list-activity'
import { createProject } from '@/lib/projects/projects'
import { createOrg } from '../factories'

test('the activity of an org is its own, newest first, as many as asked for', async () => {
  const acme = await createOrg('Acme')
  const globex = await createOrg('Globex')
  await createProject(acme.admin, { name: 'Moonshot' })
  await createProject(globex.admin, { name: 'Solar roof' })

  expect(await listActivity(acme.admin, 10)).toEqual([
    {
      id: expect.any(String),
      actorName: acme.admin.user.name,
      action: 'project.create',
      data: { name: 'Moonshot' },
      createdAt: expect.any(Date),
    },
    expect.objectContaining({ action: 'org.create', data: { name: 'Acme' } }),
  ])
  expect(await listActivity(acme.admin, 1)).toMatchObject([{ action: 'project.create' }])
})
