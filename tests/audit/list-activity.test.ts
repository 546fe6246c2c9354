import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { activityQuery } from '@/lib/audit/activity-query'
import { type Activity, listActivity } from '@/lib/audit/list-activity'
import { listActors, MAX_ACTORS } from '@/lib/audit/list-actors'
import type { OrgScope } from '@/lib/orgs/scope'
import { createProject } from '@/lib/projects/projects'
import { createOrg, type TestOrg } from '../factories'
import { insertEntries } from './insert-entries'

const FIRST_DAY = '2020-01-01'

test('activity is listed for its org only, newest first, up to the limit', async () => {
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
      actorPicture: null,
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

test('only members who can export the log see IP addresses', async () => {
  const acme = await createOrg()
  const member = await acme.join('member')

  const ipAddressesFor = async (scope: typeof member) =>
    (await listActivity(scope, { limit: 10 })).map(({ ipAddress }) => ipAddress)
  expect(await ipAddressesFor(acme.admin)).toContain(acme.admin.user.ipAddress)
  expect(new Set(await ipAddressesFor(member))).toEqual(new Set([null]))
})

test('each filter finds the matching entries of its org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [ann, bob, eve] = [randomUUID(), randomUUID(), randomUUID()]
  const entries = [
    { actorId: ann, action: 'project.create', createdAt: new Date('2020-01-01T00:00:00.000Z') },
    { actorId: bob, action: 'project.create', createdAt: new Date('2020-01-01T23:59:59.999Z') },
    { actorId: ann, action: 'project.delete', createdAt: new Date('2020-01-02T00:00:00.000Z') },
    { actorId: eve, action: 'project.rename', createdAt: new Date('2020-01-03T12:00:00.000Z') },
  ] as const
  const [first, second, third, fourth] = await insertEntries(acme, entries)
  await insertEntries(globex, entries)

  const found = async (filters: object) =>
    idsOf(await listActivity(acme.admin, { to: '2020-12-31', limit: 10, ...filters }))
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
  ['Europe/Berlin', '2026-03-29', ['2026-03-28T23:00:00.000Z', '2026-03-29T21:59:59.999Z']],
  ['Europe/Berlin', '2026-03-30', ['2026-03-29T22:00:00.000Z', '2026-03-30T21:59:59.999Z']],
  ['America/New_York', '2026-10-31', ['2026-10-31T04:00:00.000Z', '2026-11-01T03:59:59.999Z']],
  ['America/New_York', '2026-11-01', ['2026-11-01T04:00:00.000Z', '2026-11-02T04:59:59.999Z']],
])('in %s, %s is the day of the person, also when the clocks change', async (zone, day, ends) => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [start = NaN, end = NaN] = ends.map(Date.parse)
  const entries = [start - 1, start, end, end + 1].map((at) => ({ createdAt: new Date(at) }))
  const [, first, last] = await insertEntries(acme, entries)
  await insertEntries(globex, entries)

  const scope = { ...acme.admin, user: { ...acme.admin.user, timeZone: zone } }
  const days = { from: day, to: day, limit: 10 }
  expect(idsOf(await listActivity(scope, days))).toEqual([last, first])
})

test.each([
  { of: 'all people', actors: undefined },
  { of: 'one person', actors: ['ann'] },
  { of: 'several people', actors: ['ann', 'bob'] },
] as const)(
  'pages of $of have no gaps and no duplicates, also with equal timestamps',
  async ({ actors }) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const people = { ann: randomUUID(), bob: randomUUID() }
    // Twenty entries share three timestamps.
    const entries = Array.from({ length: 20 }, (_, n) => ({
      actorId: n % 2 && actors?.length !== 1 ? people.bob : people.ann,
      createdAt: new Date(Date.UTC(2020, 0, 1, 0, 0, 0, n % 3)),
    }))
    const inserted = await insertEntries(acme, entries)
    await insertEntries(globex, entries)

    const filters = { actors: actors?.map((name) => ({ id: people[name] })), to: FIRST_DAY }
    const pages = await pagesOf(acme, { ...filters, limit: 7 })
    expect(pages.map((page) => page.length)).toEqual([7, 7, 6])
    const all = pages.flat()
    expect(idsOf(all).sort()).toEqual([...inserted].sort())
    expect(idsOf(all)).toEqual(idsOf(await listActivity(acme.admin, { ...filters, limit: 20 })))
    const timestamps = all.map(({ createdAt }) => +createdAt)
    expect(timestamps).toEqual([...timestamps].sort((a, b) => b - a))
  },
)

test('every valid query runs without a database error', async () => {
  const acme = await createOrg()
  for (const params of [
    { from: '0001-01-01', to: '9999-12-31' },
    { before: `0001-01-01T00:00:00.000Z_${randomUUID()}` },
    { before: `9999-12-31T23:59:59.999Z_${randomUUID()}` },
  ]) {
    const query = activityQuery.parse(params)
    expect(query).not.toEqual({})
    for (const timeZone of [null, 'Asia/Tokyo', 'America/New_York']) {
      const scope = { ...acme.admin, user: { ...acme.admin.user, timeZone } }
      await expect(listActivity(scope, { ...query, limit: 1 })).resolves.toBeDefined()
    }
  }
  for (const member of ["'; drop table users; --", '%', '\\', '\u{d800}', '💥']) {
    expect(await listActors(acme.admin, member)).toEqual([])
  }
})

test('people are found by id and by a part of their latest name, exact matches first', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const [ann, anna, joanna, outsider] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  await insertEntries(acme, [
    { actorId: joanna, actorName: 'Joanna' },
    { actorId: anna, actorName: 'Anna Lee' },
    { actorId: ann, actorName: 'Zed', createdAt: new Date('2020-01-01') },
    { actorId: ann, actorName: 'Ann', createdAt: new Date('2020-01-02') },
  ])
  await insertEntries(globex, [
    { actorId: outsider, actorName: 'Ann' },
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
  expect(await listActors(acme.admin, outsider)).toEqual([])
})

test('members are found by a part of their email, but not members of another org', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await acme.join('member')
  const eve = await globex.join('member')
  await insertEntries(acme, [{ actorId: eve.user.id }])

  const part = (scope: OrgScope) => scope.user.email.slice(1).toUpperCase()
  expect(await listActors(acme.admin, part(ann))).toEqual([
    { id: ann.user.id, name: ann.user.name },
  ])
  expect(await listActors(acme.admin, part(eve))).toEqual([])
})

test('people are found in any case and accents, and sorted as in a dictionary', async () => {
  const acme = await createOrg()
  await insertEntries(
    acme,
    ['Émile Zola', 'Zoé Émile', 'emile ajar', 'EMILE'].map((actorName) => ({ actorName })),
  )

  for (const member of ['émile', 'emile', 'ÉMILE']) {
    const found = await listActors(acme.admin, member)
    expect(found.map(({ name }) => name)).toEqual([
      'EMILE',
      'emile ajar',
      'Émile Zola',
      'Zoé Émile',
    ])
  }
})

test('the limit of people keeps the exact match', async () => {
  const acme = await createOrg()
  const names = Array.from({ length: MAX_ACTORS + 5 }, (_, n) => ({ actorName: `Aann ${n}` }))
  await insertEntries(acme, [...names, { actorName: 'Ann' }])

  const found = await listActors(acme.admin, 'ann')
  expect(found).toHaveLength(MAX_ACTORS)
  expect(found[0]).toMatchObject({ name: 'Ann' })
})

/** The ids of entries, in order. */
const idsOf = (entries: Activity[]) => entries.map(({ id }) => id)

/** All pages of the activity of an org. */
async function pagesOf(org: TestOrg, query: Parameters<typeof listActivity>[1]) {
  const pages: Activity[][] = []
  let before = query.before
  do {
    const page = await listActivity(org.admin, { ...query, before })
    if (page.length) pages.push(page)
    before = page.at(-1)
  } while (before)
  return pages
}
