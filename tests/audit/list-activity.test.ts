import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { activityQuery } from '@/lib/audit/activity-query'
import { type Activity, listActivity } from '@/lib/audit/list-activity'
import { listActors, MAX_ACTORS } from '@/lib/audit/list-actors'
import { createProject } from '@/lib/projects/projects'
import { createOrg, type TestOrg } from '../factories'
import { plantEntries } from './insert-entries'

const FIRST_DAY = '2020-01-01'

test('the activity of an org is its own, newest first, as many as asked for', async () => {
  const acme = await createOrg('Acme')
  const globex = await createOrg('Globex')
  await createProject(acme.admin, { name: 'Moonshot' })
  await createProject(globex.admin, { name: 'Solar roof' })
  const { user, org } = acme.admin

  expect(await listActivity(acme.admin, { limit: 10 })).toEqual([
    {
      id: expect.any(String),
      actorId: user.id,
      actorName: user.name,
      ipAddress: user.ipAddress,
      action: 'project.create',
      subjectId: expect.any(String),
      data: { name: 'Moonshot' },
      createdAt: expect.any(Date),
    },
    expect.objectContaining({ action: 'org.create', subjectId: org.id, data: { name: 'Acme' } }),
  ])
  expect(await listActivity(acme.admin, { limit: 1 })).toMatchObject([{ action: 'project.create' }])
})

test('only who may export the log learns network addresses', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')

  const clientsFor = async (scope: typeof member) =>
    (await listActivity(scope, { limit: 10 })).map(({ ipAddress }) => ipAddress)
  expect(await clientsFor(acme.admin)).toContain(acme.admin.user.ipAddress)
  expect(new Set(await clientsFor(member))).toEqual(new Set([null]))
})

test('every filter shows what fits, of its own org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [ann, bob, eve] = [randomUUID(), randomUUID(), randomUUID()]
  const entries = [
    { actorId: ann, action: 'project.create', createdAt: new Date('2020-01-01T00:00:00.000Z') },
    { actorId: bob, action: 'project.create', createdAt: new Date('2020-01-01T23:59:59.999Z') },
    { actorId: ann, action: 'project.delete', createdAt: new Date('2020-01-02T00:00:00.000Z') },
    { actorId: eve, action: 'project.rename', createdAt: new Date('2020-01-03T12:00:00.000Z') },
  ] as const
  const [first, second, third, fourth] = await plantEntries(acme, entries)
  // The same people, actions and moments.
  await plantEntries(globex, entries)

  const found = async (asked: object) =>
    idsOf(await listActivity(acme.admin, { to: '2020-12-31', limit: 10, ...asked }))
  expect(await found({})).toEqual([fourth, third, second, first])
  expect(await found({ action: 'project.create' })).toEqual([second, first])
  expect(await found({ actors: [{ id: ann }] })).toEqual([third, first])
  expect(await found({ actors: [{ id: ann }, { id: eve }] })).toEqual([fourth, third, first])
  expect(await found({ actors: [{ id: ann }, { id: eve }], limit: 2 })).toEqual([fourth, third])
  expect(await found({ actors: [] })).toEqual([])
  expect(await found({ from: '2020-01-02' })).toEqual([fourth, third])
  expect(await found({ to: FIRST_DAY })).toEqual([second, first])
  expect(await found({ from: FIRST_DAY, to: FIRST_DAY })).toEqual([second, first])
  expect(await found({ from: '2020-01-02', to: FIRST_DAY })).toEqual([])
  expect(await found({ actors: [{ id: ann }], action: 'project.create' })).toEqual([first])
})

test.each([
  { of: 'everybody', actors: undefined },
  { of: 'one person', actors: ['ann'] },
  { of: 'several people', actors: ['ann', 'bob'] },
] as const)('pages of $of have no gaps and no doubles, even in one moment', async ({ actors }) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const people = { ann: randomUUID(), bob: randomUUID() }
  // Three moments, in turn, for twenty entries.
  const entries = Array.from({ length: 20 }, (_, n) => ({
    actorId: n % 2 && actors?.length !== 1 ? people.bob : people.ann,
    createdAt: new Date(Date.UTC(2020, 0, 1, 0, 0, 0, n % 3)),
  }))
  const planted = await plantEntries(acme, entries)
  await plantEntries(globex, entries)

  const asked = { actors: actors?.map((name) => ({ id: people[name] })), to: FIRST_DAY }
  const pages = await pagesOf(acme, { ...asked, limit: 7 })
  expect(pages.map((page) => page.length)).toEqual([7, 7, 6])
  const all = pages.flat()
  expect(idsOf(all).sort()).toEqual([...planted].sort())
  expect(idsOf(all)).toEqual(idsOf(await listActivity(acme.admin, { ...asked, limit: 20 })))
  const moments = all.map(({ createdAt }) => +createdAt)
  expect(moments).toEqual([...moments].sort((a, b) => b - a))
})

test('what a URL may ask for, the database can answer', async () => {
  const acme = await createOrg()
  for (const asked of [
    { from: '0001-01-01', to: '9999-12-31' },
    { before: `0001-01-01T00:00:00.000Z_${randomUUID()}` },
    { before: `9999-12-31T23:59:59.999Z_${randomUUID()}` },
  ]) {
    const query = activityQuery.parse(asked)
    expect(query).not.toEqual({})
    await expect(listActivity(acme.admin, { ...query, limit: 1 })).resolves.toBeDefined()
  }
  for (const member of ["'; drop table users; --", '%', '\\', '\u{d800}', '💥']) {
    expect(await listActors(acme.admin, member)).toEqual([])
  }
})

test('people are found by id and by a part of their last name, whole names first', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [ann, anna, joanna, stranger] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await plantEntries(acme, [
    { actorId: joanna, actorName: 'Joanna' },
    { actorId: anna, actorName: 'Anna Lee' },
    { actorId: ann, actorName: 'Zed', createdAt: new Date('2020-01-01') },
    { actorId: ann, actorName: 'Ann', createdAt: new Date('2020-01-02') },
  ])
  await plantEntries(globex, [
    { actorId: stranger, actorName: 'Ann' },
    { actorId: ann, actorName: 'Ann of Globex', createdAt: new Date('2020-01-03') },
  ])

  const found = await listActors(acme.admin, 'ANN')
  expect(found).toEqual([
    { id: ann, name: 'Ann' },
    { id: anna, name: 'Anna Lee' },
    { id: joanna, name: 'Joanna' },
  ])
  expect(await listActors(acme.admin, ann)).toEqual([{ id: ann, name: 'Ann' }])
  expect(await listActors(acme.admin, 'zed')).toEqual([])
  expect(await listActors(acme.admin, stranger)).toEqual([])
})

test('a part that many names have finds some of them, the whole name among them', async () => {
  const acme = await createOrg()
  const names = Array.from({ length: MAX_ACTORS + 5 }, (_, n) => ({ actorName: `Aann ${n}` }))
  await plantEntries(acme, [...names, { actorName: 'Ann' }])

  const found = await listActors(acme.admin, 'ann')
  expect(found).toHaveLength(MAX_ACTORS)
  expect(found[0]).toMatchObject({ name: 'Ann' })
})

const idsOf = (entries: Activity[]) => entries.map(({ id }) => id)

async function pagesOf(org: TestOrg, asked: Parameters<typeof listActivity>[1]) {
  const pages: Activity[][] = []
  let before = asked.before
  do {
    const page = await listActivity(org.admin, { ...asked, before })
    if (page.length) pages.push(page)
    before = page.at(-1)
  } while (before)
  return pages
}
