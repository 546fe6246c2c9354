import { describe, expect, test } from 'vitest'
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
import { findScope } from '@/lib/orgs/scope'
import { createProject } from '@/lib/projects/projects'
import { contentsOf } from '../../contents'
import { createOrg, createUser, type TestOrg } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { invite } from '../invite'

watchAnotherOrg()

describe('roles', () => {
  test('a member who is made an admin has the permissions of an admin at once', async () => {
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

  test('an admin who is made a member loses the permissions of an admin at once', async () => {
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
  ] as const)(
    'a person who already has the role $role keeps it, and nothing is written',
    async ({ change, role }) => {
      const acme = await createOrg()
      const ann = await acme.join(role)
      const before = await contentsOf(acme)

      await change(acme.admin, ann.user.id)

      expect(await contentsOf(acme)).toEqual(before)
    },
  )

  test('an admin can become a member while there is another admin', async () => {
    const acme = await createOrg()
    const ann = await acme.join('admin')

    await makeMember(ann, ann.user.id)

    expect(await rolesIn(acme)).toEqual({ [acme.admin.user.id]: 'admin', [ann.user.id]: 'member' })
  })
})

describe('removing', () => {
  test('a removed member has no access at the next request, and keeps the account', async () => {
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

  test('an admin can remove another admin, or themselves while there is another', async () => {
    const acme = await createOrg()
    const [ann, bob] = [await acme.join('admin'), await acme.join('admin')]

    await removeMember(acme.admin, ann.user.id)
    await removeMember(bob, bob.user.id)

    expect(await rolesIn(acme)).toEqual({ [acme.admin.user.id]: 'admin' })
  })

  test('of two removals of the same member at the same time, one succeeds', async () => {
    const acme = await createOrg()
    const ann = await acme.join('member')

    const results = await Promise.allSettled([
      removeMember(acme.admin, ann.user.id),
      removeMember(acme.admin, ann.user.id),
    ])

    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused).toMatchObject([{ reason: { code: 'not_found' } }])
  })
})

describe('leaving', () => {
  test.each(['member', 'admin'] as const)('as %s ends the own membership only', async (role) => {
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
    'to a %s makes that person an admin and the caller a member, in one entry of the log',
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

  test('to oneself, to a former member or to an outsider changes nothing', async () => {
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
  { change: 'made an admin', role: 'member', run: makeAdmin },
  { change: 'made a member', role: 'admin', run: makeMember },
  { change: 'given the org', role: 'member', run: handOver },
  { change: 'removed', role: 'admin', run: removeMember },
] as const)(
  'a person who is $change in one org keeps the role in another org',
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
])('a member who calls the service directly cannot $act any member', async ({ run }) => {
  const acme = await createOrg()
  const [ann, bob] = [await acme.join('member'), await acme.join('member')]
  const before = await contentsOf(acme)

  for (const { id } of [acme.admin.user, ann.user, bob.user]) {
    // The role in the scope can be forged.
    for (const scope of [ann, { ...ann, membership: { role: 'admin' as const } }]) {
      await expect(run(scope, id)).rejects.toMatchObject({ code: 'forbidden' })
    }
  }
  expect(await contentsOf(acme)).toEqual(before)
})

async function rolesIn({ admin }: TestOrg): Promise<Record<string, Role>> {
  const { members } = await listMembers(admin)
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]))
}

async function logOf(org: { id: string }) {
  return (await contentsOf(org))['tenant.audit_logs'] ?? []
}
