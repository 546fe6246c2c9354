import { eq } from 'drizzle-orm'
import { describe, expect, test, vi } from 'vitest'
import { memberships } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import {
  handOver,
  leaveOrg,
  listMembers,
  makeAdmin,
  makeMember,
  removeMember,
} from '@/lib/orgs/memberships'
import { listOrgs } from '@/lib/orgs/orgs'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import type { Role } from '@/lib/orgs/roles'
import { findScope, type OrgScope } from '@/lib/orgs/scope'
import { createProject } from '@/lib/projects/projects'
import { contentsOf } from '../contents'
import { createOrg, createUser, type TestOrg } from '../factories'
import { watchAnotherOrg } from './another-org'
import { invite } from './invite'

const lastAdmin = {
  code: 'conflict',
  message: 'An organization needs an admin. Make somebody else an admin first.',
}

watchAnotherOrg()

describe('roles', () => {
  test('a member who is made an admin may do what an admin may, at once', async () => {
    const acme = await createOrg()
    const ann = await acme.join('member')
    const bob = await acme.join('member')
    await expect(removeMember(ann, bob.user.id)).rejects.toMatchObject({ code: 'forbidden' })

    await makeAdmin(acme.admin, ann.user.id)

    expect(await rolesIn(acme)).toEqual({
      [acme.admin.user.id]: 'admin',
      [ann.user.id]: 'admin',
      [bob.user.id]: 'member',
    })
    await removeMember(ann, bob.user.id)
  })

  test('an admin who is made a member may not any more, at once', async () => {
    const acme = await createOrg()
    const ann = await acme.join('admin')
    const bob = await acme.join('admin')

    await makeMember(acme.admin, ann.user.id)

    expect(await rolesIn(acme)).toEqual({
      [acme.admin.user.id]: 'admin',
      [ann.user.id]: 'member',
      [bob.user.id]: 'admin',
    })
    await expect(makeMember(ann, bob.user.id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test.each([
    { change: makeAdmin, role: 'admin' },
    { change: makeMember, role: 'member' },
  ] as const)('who is $role already stays so, and nothing is written', async ({ change, role }) => {
    const acme = await createOrg()
    const ann = await acme.join(role)
    const before = await contentsOf(acme)

    await change(acme.admin, ann.user.id)

    expect(await contentsOf(acme)).toEqual(before)
  })

  test('an admin makes oneself a member while there is another', async () => {
    const acme = await createOrg()
    const ann = await acme.join('admin')

    await makeMember(ann, ann.user.id)

    expect(await rolesIn(acme)).toEqual({ [acme.admin.user.id]: 'admin', [ann.user.id]: 'member' })
  })
})

describe('removing', () => {
  test('whoever is removed is out at the next request, and keeps the account', async () => {
    const acme = await createOrg()
    const ann = await acme.join('member')

    await removeMember(acme.admin, ann.user.id)

    expect(await findScope(ann.user, acme)).toBeNull()
    expect(await findScope(ann.user, acme.admin.org)).toBeNull()
    expect(await listOrgs(ann.user)).toEqual([])
    await expect(createProject(ann, { name: 'Moonshot' })).rejects.toMatchObject({
      code: 'not_found',
    })
    expect(await rolesIn(acme)).toEqual({ [acme.admin.user.id]: 'admin' })
    await acceptInvitation(ann.user, await invite(await createOrg(), ann.user))
  })

  test('an admin can remove an admin, and oneself while there is another', async () => {
    const acme = await createOrg()
    const [ann, bob] = [await acme.join('admin'), await acme.join('admin')]

    await removeMember(acme.admin, ann.user.id)
    await removeMember(bob, bob.user.id)

    expect(await rolesIn(acme)).toEqual({ [acme.admin.user.id]: 'admin' })
  })

  test('nobody is removed twice', async () => {
    const acme = await createOrg()
    const ann = await acme.join('member')

    const answers = await Promise.allSettled([
      removeMember(acme.admin, ann.user.id),
      removeMember(acme.admin, ann.user.id),
    ])

    const refused = answers.filter((answer) => answer.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'not_found' } }])
  })
})

describe('leaving', () => {
  test.each(['member', 'admin'] as const)('as %s ends one’s own membership', async (role) => {
    const acme = await createOrg()
    const ann = await acme.join(role)
    const bob = await acme.join('member')

    await leaveOrg(ann)

    expect(await findScope(ann.user, acme)).toBeNull()
    expect(await rolesIn(acme)).toEqual({ [acme.admin.user.id]: 'admin', [bob.user.id]: 'member' })
  })
})

describe('handing over', () => {
  test.each(['member', 'admin'] as const)(
    'to a %s makes an admin and a member, in one act',
    async (role) => {
      const acme = await createOrg()
      const ann = await acme.join(role)
      const entries = (await logOf(acme)).length

      await handOver(acme.admin, ann.user.id)

      expect(await rolesIn(acme)).toEqual({
        [acme.admin.user.id]: 'member',
        [ann.user.id]: 'admin',
      })
      expect(await logOf(acme)).toHaveLength(entries + 1)
      await expect(handOver(acme.admin, ann.user.id)).rejects.toMatchObject({ code: 'forbidden' })
    },
  )

  test('to oneself, to a former member or to a stranger changes nothing', async () => {
    const acme = await createOrg()
    const globex = await createOrg()
    const ann = await acme.join('member')
    await removeMember(acme.admin, ann.user.id)
    const before = await contentsOf(acme)

    await expect(handOver(acme.admin, acme.admin.user.id)).rejects.toMatchObject({
      code: 'invalid',
    })
    for (const { id } of [ann.user, globex.admin.user, await createUser()]) {
      await expect(handOver(acme.admin, id)).rejects.toMatchObject({ code: 'not_found' })
    }
    expect(await contentsOf(acme)).toEqual(before)
  })
})

test.each([
  { act: 'leave', run: leaveOrg },
  { act: 'be removed', run: (admin: OrgScope) => removeMember(admin, admin.user.id) },
  { act: 'become a member', run: (admin: OrgScope) => makeMember(admin, admin.user.id) },
])('the last admin cannot $act, whatever other orgs have', async ({ run }) => {
  const acme = await createOrg()
  await acme.join('member')
  const globex = await createOrg()
  await acceptInvitation(acme.admin.user, await invite(globex, acme.admin.user, 'admin'))
  const before = await contentsOf(acme)

  await expect(run(acme.admin)).rejects.toMatchObject(lastAdmin)

  expect(await contentsOf(acme)).toEqual(before)
})

test.each([
  { change: 'made an admin', role: 'member', run: makeAdmin },
  { change: 'made a member', role: 'admin', run: makeMember },
  { change: 'handed the org over', role: 'member', run: handOver },
  { change: 'removed', role: 'admin', run: removeMember },
] as const)(
  'whoever is $change in one org is what they were in the other',
  async ({ role, run }) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const ann = await acme.join(role)
    await acceptInvitation(ann.user, await invite(globex, ann.user, role))
    const bob = await acme.join(role)
    const before = await contentsOf(globex)

    await run(acme.admin, ann.user.id)

    expect(await contentsOf(globex)).toEqual(before)
    expect((await rolesIn(acme))[bob.user.id]).toBe(role)
  },
)

test.each([
  { act: 'make an admin of', run: makeAdmin },
  { act: 'make a member of', run: makeMember },
  { act: 'hand over to', run: handOver },
  { act: 'remove', run: removeMember },
])('a member who calls it directly cannot $act anybody, oneself included', async ({ run }) => {
  const acme = await createOrg()
  const [ann, bob] = [await acme.join('member'), await acme.join('member')]
  const before = await contentsOf(acme)

  for (const { id } of [acme.admin.user, ann.user, bob.user]) {
    // The role in the scope is what the caller says it is.
    for (const scope of [ann, { ...ann, membership: { role: 'admin' as const } }]) {
      await expect(run(scope, id)).rejects.toMatchObject({ code: 'forbidden' })
    }
  }
  expect(await contentsOf(acme)).toEqual(before)
})

describe('50 pairs of admins, at the same moment', () => {
  const PAIRS = 50
  // Thousands of statements on a machine that may be busy.
  vi.setConfig({ testTimeout: 120_000 })

  const remove = (one: OrgScope, other: OrgScope) => removeMember(one, other.user.id)
  const demote = (one: OrgScope, other: OrgScope) => makeMember(one, other.user.id)
  const give = (one: OrgScope, other: OrgScope) => handOver(one, other.user.id)
  const stepDown = (one: OrgScope) => makeMember(one, one.user.id)

  test.each([
    { act: 'remove each other', acts: [remove, remove] },
    { act: 'demote each other', acts: [demote, demote] },
    { act: 'remove and demote each other', acts: [remove, demote] },
    { act: 'leave', acts: [leaveOrg, leaveOrg] },
    { act: 'remove the other, and leave', acts: [remove, leaveOrg] },
    { act: 'hand over to the other, and leave', acts: [give, leaveOrg] },
  ])('$act: one admin stays', async ({ acts: [first, second] }) => {
    const pairs = await Promise.all(Array.from({ length: PAIRS }, pairOfAdmins))

    const answers = await Promise.all(
      pairs.map(([one, other]) => Promise.allSettled([first?.(one, other), second?.(other, one)])),
    )

    for (const [index, [one]] of pairs.entries()) {
      expect(await adminsOf(one.org)).toHaveLength(1)
      const refused = answers[index]?.filter((answer) => answer.status === 'rejected')
      expect(refused).toHaveLength(1)
      expect(['conflict', 'forbidden', 'not_found']).toContain(refused?.[0]?.reason.code)
    }
  })

  // Each is an admin when it is their turn.
  test('hand over to each other: one admin stays', async () => {
    const pairs = await Promise.all(Array.from({ length: PAIRS }, pairOfAdmins))

    await Promise.all(
      pairs.map(([one, other]) => Promise.all([give(one, other), give(other, one)])),
    )

    for (const [{ org }] of pairs) expect(await adminsOf(org)).toHaveLength(1)
  })

  test('all of one org: one admin stays', async () => {
    const [founder] = await pairOfAdmins()
    const others = await Promise.all(
      Array.from({ length: 2 * PAIRS - 1 }, () => plantAdmin(founder)),
    )
    const admins = [founder, ...others]

    await Promise.allSettled(
      admins.map((admin, index) => {
        const next = admins[(index + 1) % admins.length] ?? founder
        return [remove, demote, leaveOrg, stepDown][index % 4]?.(admin, next)
      }),
    )

    expect((await adminsOf(founder.org)).length).toBeGreaterThan(0)
  })
})

async function pairOfAdmins(): Promise<[OrgScope, OrgScope]> {
  const { admin } = await createOrg()
  return [admin, await plantAdmin(admin)]
}

async function plantAdmin({ org }: OrgScope): Promise<OrgScope> {
  const user = await createUser()
  await asSystem('test', (tx) =>
    tx.insert(memberships).values({ orgId: org.id, userId: user.id, role: 'admin' }),
  )
  return { user, org, membership: { role: 'admin' } }
}

async function adminsOf(org: { id: string }) {
  const found = await asSystem('test', (tx) =>
    tx.select().from(memberships).where(eq(memberships.orgId, org.id)),
  )
  return found.filter(({ role }) => role === 'admin')
}

async function rolesIn({ admin }: TestOrg): Promise<Record<string, Role>> {
  const { members } = await listMembers(admin)
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]))
}

async function logOf(org: { id: string }) {
  return (await contentsOf(org))['tenant.audit_logs'] ?? []
}
