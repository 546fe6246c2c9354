import { expect, test } from 'vitest'
import { asOrg } from '@/db/doors'
import { acceptInvitation, declineInvitation } from '@/lib/orgs/answer-invitation'
import { inviteMembers } from '@/lib/orgs/invite-members'
import { listMembers, lockOrg } from '@/lib/orgs/memberships'
import { blockedStatements } from '../blocked'
import { contentsOf } from '../contents'
import { createOrg, createUser, type TestOrg, uniqueEmail } from '../factories'
import { invite } from './invite'

test('the members of an org are its own, by name, with what the page shows', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const ann = await acme.join('member')
  await globex.join('member')

  expect(await listMembers(acme.admin)).toEqual({
    members: [
      { ...shown(acme.admin), role: 'admin', joinedAt: expect.any(Date) },
      { ...shown(ann), role: 'member', joinedAt: expect.any(Date) },
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

test.each([
  {
    change: 'inviting',
    prepare: async ({ admin }: TestOrg) => {
      const input = { emails: [uniqueEmail()], role: 'member' as const }
      return () => inviteMembers(admin, input)
    },
  },
  {
    change: 'accepting',
    prepare: async (org: TestOrg) => {
      const bob = await createUser('Bob')
      const invitation = await invite(org, bob)
      return () => acceptInvitation(bob, invitation)
    },
  },
  {
    change: 'declining',
    prepare: async (org: TestOrg) => {
      const bob = await createUser('Bob')
      const invitation = await invite(org, bob)
      return () => declineInvitation(bob, invitation)
    },
  },
])(
  '$change waits for another change to the people of that org, and of no other',
  async ({ prepare }) => {
    const acme = await createOrg()
    const globex = await createOrg()
    const inAcme = await prepare(acme)
    const inGlobex = await prepare(globex)
    const before = await contentsOf(acme)
    const waiting: Promise<unknown>[] = []

    await asOrg(acme.admin, async (tx) => {
      await lockOrg(tx, acme.admin)
      waiting.push(inAcme())
      expect(await blockedStatements(waiting)).toEqual([
        expect.stringMatching(/"orgs".* for update/),
      ])
      expect(await contentsOf(acme)).toEqual(before)
      await inGlobex()
    })

    await Promise.all(waiting)
    expect(await contentsOf(acme)).not.toEqual(before)
  },
)

function shown({ user }: { user: { id: string; name: string; email: string } }) {
  return { userId: user.id, name: user.name, email: user.email }
}
