import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { memberships } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { listMembers, MEMBER_SORTS, MEMBERS_PER_PAGE } from '@/lib/orgs/memberships'
import { findTeammate } from '@/lib/orgs/orgs'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import type { OrgScope } from '@/lib/orgs/scope'
import { createOrg, createUser, type TestOrg, uniqueEmail } from '../../factories'
import { invite, updateInvitation } from '../invite'

test('the list has the members of this org only, sorted by name, with the columns that the page shows', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await acme.join('member')
  await globex.join('member')

  expect(await listMembers(acme.admin)).toEqual({
    members: [
      { ...userColumns(acme.admin), role: 'admin', joinedAt: expect.any(Date), deletedAt: null },
      { ...userColumns(ann), role: 'member', joinedAt: expect.any(Date), deletedAt: null },
    ],
    total: 2,
  })
  expect(await listMembers(ann)).toEqual(await listMembers(acme.admin))
})

test('a person in two orgs has a role in each', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const { user } = acme.admin
  await acceptInvitation(user, await invite(globex, user))

  const roles = async ({ admin }: TestOrg) =>
    (await listMembers(admin)).members
      .filter(({ userId }) => userId === user.id)
      .map(({ role }) => role)
  expect(await roles(acme)).toEqual(['admin'])
  expect(await roles(globex)).toEqual(['member'])
})

test('a member has a teammate as soon as someone else has joined or is invited', async () => {
  const [acme, globex, alone] = [await createOrg(), await createOrg(), await createOrg()]
  const ann = await acme.join('member')
  const invitation = await invite(globex, { email: uniqueEmail() })

  for (const scope of [acme.admin, ann, globex.admin]) expect(await findTeammate(scope)).toBe(true)
  expect(await findTeammate(alone.admin)).toBe(false)
  await updateInvitation(invitation, { status: 'revoked' })
  expect(await findTeammate(globex.admin)).toBe(false)
})

describe('the list', () => {
  const people = [
    { name: 'Zoë Ödman', email: 'zoe@example.com' },
    { name: 'bernd', email: 'b.100%@example.com' },
    { name: 'Anna', email: 'x_y@example.org' },
    { name: 'ANNA', email: 'anna@example.org' },
    { name: 'Back\\slash', email: 'back@example.net' },
    { name: '50% off_', email: 'sale@example.net' },
    { name: 'Émile', email: 'e@example.net' },
    { name: 'ΝΊΚΟΣ', email: 'n@example.net' },
    { name: 'Семён', email: 's@example.net' },
  ]

  test.each([
    ['anna', ['ANNA', 'Anna']],
    ['ZOë Öd', ['Zoë Ödman']],
    ['zoe od', ['Zoë Ödman']],
    ['émile', ['Émile']],
    ['ÉMILE', ['Émile']],
    ['emile', ['Émile']],
    ['Νίκος', ['ΝΊΚΟΣ']],
    ['СЕМЕН', ['Семён']],
    ['EXAMPLE.ORG', ['ANNA', 'Anna']],
    ['%', ['50% off_', 'bernd']],
    ['_', ['50% off_', 'Anna']],
    ['x_y', ['Anna']],
    ['\\', ['Back\\slash']],
    ['\\s', ['Back\\slash']],
    ['100%@', ['bernd']],
    ['a%a', []],
    ['missing', []],
    ["'; drop table users; --", []],
  ])(
    'finds %j as a literal part of a name or email, in any case and accents',
    async (search, names) => {
      const { admin } = await orgWith(people)

      const found = await listMembers(admin, { search })

      expect(found.members.map(({ name }) => name).sort()).toEqual(names)
      expect(found.total).toBe(names.length)
    },
  )

  test('finds no member of another org', async () => {
    const acme = await orgWith(people)
    const globex = await createOrg()
    await insertMember(globex.admin, { name: 'Gunther', email: uniqueEmail() })

    expect(await listMembers(acme.admin, { search: 'gunther' })).toEqual({ members: [], total: 0 })
    expect(await listMembers(globex.admin, { search: 'gunther' })).toMatchObject({ total: 1 })
  })

  test.each([
    [{}, ['Ada', 'bernd', 'Carl']],
    [{ sort: 'name', descending: true }, ['Carl', 'bernd', 'Ada']],
    [{ sort: 'role' }, ['Ada', 'Carl', 'bernd']],
    [{ sort: 'role', descending: true }, ['bernd', 'Ada', 'Carl']],
    [{ sort: 'joined' }, ['Carl', 'bernd', 'Ada']],
    [{ sort: 'joined', descending: true }, ['Ada', 'bernd', 'Carl']],
  ] as const)('is sorted by %o', async (query, names) => {
    const { admin } = await createOrg()
    await insertMember(
      admin,
      { name: 'Carl' },
      { role: 'admin', createdAt: new Date('2020-01-01') },
    )
    await insertMember(admin, { name: 'bernd' }, { createdAt: new Date('2020-01-02') })

    const { members } = await listMembers(admin, query)

    expect(members.map(({ name }) => name)).toEqual(names)
  })

  test('is sorted as in a dictionary', async () => {
    const { admin } = await orgWith(people)

    const { members } = await listMembers(admin)

    expect(members.map(({ name }) => name)).toEqual(
      ['50% off_', 'Ada', 'Anna', 'ANNA', 'Back\\slash', 'bernd', 'Émile', 'Zoë Ödman'].concat([
        'ΝΊΚΟΣ',
        'Семён',
      ]),
    )
  })

  test.each(MEMBER_SORTS)(
    'sorted by %s has pages that together contain each member once',
    async (sort) => {
      const { admin } = await createOrg()
      const created = { createdAt: new Date('2020-01-01') }
      await Promise.all(
        Array.from({ length: MEMBERS_PER_PAGE + 9 }, () =>
          insertMember(admin, { name: 'Ann' }, created),
        ),
      )

      for (const descending of [false, true]) {
        const pages = await Promise.all(
          [1, 2].map((page) => listMembers(admin, { sort, descending, page })),
        )
        expect(pages.map(({ members }) => members.length)).toEqual([MEMBERS_PER_PAGE, 10])
        expect(pages.map(({ total }) => total)).toEqual([60, 60])
        const ids = pages.flatMap(({ members }) => members.map(({ userId }) => userId))
        expect(new Set(ids).size).toBe(60)
        // Members with the same name and date are sorted by id. Otherwise pages could overlap.
        const anns = ids.filter((id) => id !== admin.user.id)
        expect(anns).toEqual([...anns].sort())
      }
    },
  )

  test('has the total on a page after the last one, too', async () => {
    const acme = await createOrg()

    expect(await listMembers(acme.admin, { page: 2 })).toEqual({ members: [], total: 1 })
  })
})

/** An org with these members. Their emails get a unique prefix. */
async function orgWith(people: { name: string; email: string }[]) {
  const org = await createOrg()
  for (const { name, email } of people) {
    await insertMember(org.admin, { name, email: `${randomUUID().slice(0, 6)}+${email}` })
  }
  return org
}

/** Adds a member without an invitation. `values` sets the role or the date. */
async function insertMember(
  { org }: OrgScope,
  { name, email }: { name: string; email?: string },
  values: Partial<typeof memberships.$inferInsert> = {},
) {
  const user = await createUser(name, email)
  await asSystem('test', (tx) =>
    tx.insert(memberships).values({ orgId: org.id, userId: user.id, role: 'member', ...values }),
  )
}

/** The columns of the list that come from the user. */
function userColumns({ user }: { user: { id: string; name: string; email: string } }) {
  return { userId: user.id, name: user.name, email: user.email, picture: null }
}
