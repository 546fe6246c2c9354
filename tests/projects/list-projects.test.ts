import { expect, test } from 'vitest'
import {
  archiveProject,
  countProjects,
  createProject,
  listProjects,
  listRecentProjects,
  PROJECTS_PER_PAGE,
} from '@/lib/projects/projects'
import { createOrg, type TestOrg } from '../factories'

const names = (projects: { name: string }[]) => projects.map(({ name }) => name)

/** Creates projects one after another and returns their ids. */
async function createProjects({ admin }: TestOrg, ...names: string[]) {
  const ids: string[] = []
  for (const name of names) ids.push(await createProject(admin, { name }))
  return ids
}

test('a search finds parts of names in any case and accents, in its own org only', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  await createProjects(acme, 'Moonshot', 'ÉLECTRE', 'Harvest')
  await createProjects(globex, 'Moon base', 'Electre')

  for (const [search, name] of [
    ['mOOn', 'Moonshot'],
    ['élec', 'ÉLECTRE'],
    ['elec', 'ÉLECTRE'],
  ]) {
    const found = await listProjects(acme.admin, { search })
    expect(names(found.projects)).toEqual([name])
    expect(found.total).toBe(1)
  }
})

test.each(['%', '_', '\\'])(
  'a search for %s finds only names with that character',
  async (sign) => {
    const acme = await createOrg()
    await createProjects(acme, `Half ${sign} done`, 'Harvest')

    const { projects } = await listProjects(acme.admin, { search: sign })

    expect(names(projects)).toEqual([`Half ${sign} done`])
  },
)

test('pages continue one another and count only their own org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const all = Array.from({ length: PROJECTS_PER_PAGE + 2 }, (_, number) => `Project ${number}`)
  await createProjects(acme, ...all)
  await createProjects(globex, 'Other')

  const first = await listProjects(acme.admin)
  const second = await listProjects(acme.admin, { page: 2 })

  expect(first.projects).toHaveLength(PROJECTS_PER_PAGE)
  expect([...names(first.projects), ...names(second.projects)].sort()).toEqual(all.sort())
  expect([first.total, second.total]).toEqual([all.length, all.length])
  expect(await listProjects(acme.admin, { page: 9 })).toEqual({ projects: [], total: all.length })
})

test('archived projects come last', async () => {
  const acme = await createOrg()
  const [, archived = ''] = await createProjects(acme, 'Moonshot', 'Harvest')
  await archiveProject(acme.admin, archived)

  const { projects } = await listProjects(acme.admin)

  expect(names(projects)).toEqual(['Moonshot', 'Harvest'])
})

test('active and archived projects are listed and counted apart, in their own org only', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [, old = ''] = await createProjects(acme, 'Moonshot', 'Moon base', 'Harvest')
  const [other = ''] = await createProjects(globex, 'Moon river', 'Moon rise')
  await archiveProject(acme.admin, old)
  await archiveProject(globex.admin, other)

  const active = await listProjects(acme.admin, { status: 'active' })
  const archived = await listProjects(acme.admin, { status: 'archived' })
  const pastEnd = await listProjects(acme.admin, { status: 'archived', page: 2 })

  expect(names(active.projects).sort()).toEqual(['Harvest', 'Moonshot'])
  expect(names(archived.projects)).toEqual(['Moon base'])
  expect([active.total, archived.total, pastEnd.total]).toEqual([2, 1, 1])
  expect(await countProjects(acme.admin)).toEqual({ active: 2, archived: 1 })
  expect(await countProjects(acme.admin, 'moon')).toEqual({ active: 1, archived: 1 })
  expect(await countProjects(acme.admin, 'rise')).toEqual({ active: 0, archived: 0 })
})

test('recent projects are active ones of the own org, up to the limit', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [archived = ''] = await createProjects(
    acme,
    'Harvest',
    'Moonshot',
    'Solar roof',
    'Wind park',
  )
  await archiveProject(acme.admin, archived)
  await createProjects(globex, 'Other')

  expect(await listRecentProjects(acme.admin, 2)).toHaveLength(2)
  expect(names(await listRecentProjects(acme.admin, 6)).sort()).toEqual([
    ...['Moonshot', 'Solar roof', 'Wind park'],
  ])
})

test('the newest archived projects are listed only if all are archived', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ids = await createProjects(acme, 'Moonshot', 'Harvest')
  await createProjects(globex, 'Other')
  expect(await listRecentProjects((await createOrg()).admin, 6)).toEqual([])

  for (const id of ids) await archiveProject(acme.admin, id)

  expect(names(await listRecentProjects(acme.admin, 6)).sort()).toEqual(['Harvest', 'Moonshot'])
  expect(names(await listRecentProjects(globex.admin, 6))).toEqual(['Other'])
})
