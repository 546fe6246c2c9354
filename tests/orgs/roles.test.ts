import { describe, expect, test } from 'vitest'
import { handOver, makeAdmin, makeMember, removeMember } from '@/lib/orgs/memberships'
import { PERMISSIONS } from '@/lib/orgs/permissions'
import { outranks, ROLE_NAMES, ROLES, ROLES_WITH_ARTICLE } from '@/lib/orgs/roles'
import { contentsOf } from '../contents'
import { createOrg } from '../factories'
import { watchAnotherOrg } from './another-org'

watchAnotherOrg()

test('an admin outranks a member, and no role outranks itself', () => {
  expect(outranks('admin', 'member')).toBe(true)
  expect(outranks('member', 'admin')).toBe(false)
  for (const role of ROLES) expect(outranks(role, role)).toBe(false)
})

test.each(ROLES)('the role %s has a name and a name with article', (role) => {
  expect(ROLE_NAMES[role].toLowerCase()).toBe(role)
  expect(ROLES_WITH_ARTICLE[role]).toMatch(new RegExp(`^an? ${role}$`))
})

// As if a product gave these permissions to members: rank still counts.
describe('a member with the permission to change members', () => {
  Object.assign(PERMISSIONS, {
    'membership.update': ROLES,
    'membership.delete': ROLES,
  })

  test.each([
    { act: 'demote', run: makeMember },
    { act: 'remove', run: removeMember },
    { act: 'hand over to', run: handOver },
  ])('cannot $act an admin', async ({ run }) => {
    const acme = await createOrg()
    const member = await acme.join('member')
    const before = await contentsOf(acme)

    await expect(run(member, acme.admin.user.id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await contentsOf(acme)).toEqual(before)
  })

  test.each([
    { act: 'make an admin of', run: makeAdmin },
    { act: 'hand over to', run: handOver },
  ])('cannot $act a member or themselves', async ({ run }) => {
    const acme = await createOrg()
    const [ann, bob] = [await acme.join('member'), await acme.join('member')]
    const before = await contentsOf(acme)

    await expect(run(ann, bob.user.id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(run(ann, ann.user.id)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await contentsOf(acme)).toEqual(before)
  })

  test('can remove a member', async () => {
    const acme = await createOrg()
    const [ann, bob] = [await acme.join('member'), await acme.join('member')]
    const before = await contentsOf(acme)

    await removeMember(ann, bob.user.id)
    expect(await contentsOf(acme)).not.toEqual(before)
  })
})
