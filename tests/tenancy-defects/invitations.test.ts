import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { memberships } from '@/db/schema/system/orgs'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { signToken } from '@/lib/auth/tokens'
import { revokeInvitation } from '@/lib/orgs/invitations'
import { leaveOrg, listMembers } from '@/lib/orgs/memberships'
import { listOrgs } from '@/lib/orgs/orgs'
import {
  acceptInvitation,
  findInvitation,
  listMyInvitations,
  signUpByInvitation,
} from '@/lib/orgs/received-invitations'
import { findScope } from '@/lib/orgs/scope'
import { createOrg, createUser, newCaller, type TestOrg, uniqueEmail } from '../factories'
import { EXPIRED, invite, updateInvitation } from '../orgs/invite'
import { queuedMails } from '../queue'

// Hashing a password is slow by design, and the machine may be busy.
vi.setConfig({ testTimeout: 60_000 })

test('D2: an invitation has a random id, expires, is sent by email, and works with an existing account', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const invitation = await invite(acme, bob)

  expect(z.uuidv4().safeParse(invitation.id).success).toBe(true)
  expect(await findInvitation(invitation.id)).toBeNull()
  expect(await queuedMails(invitation.id)).toHaveLength(1)
  const [{ expiresAt } = { expiresAt: new Date(0) }] = await listMyInvitations(bob)
  expect(+expiresAt).toBeLessThan(Date.now() + 8 * 24 * 60 * 60 * 1000)

  await updateInvitation(invitation, EXPIRED)
  await expect(acceptInvitation(bob, invitation)).rejects.toMatchObject(notFound)
  await updateInvitation(invitation, { expiresAt })
  await acceptInvitation(bob, invitation)
  expect(await listOrgs(bob)).toMatchObject([{ id: acme.id }])
})

test('D6: an admin who accepts an invitation as member stays an admin', async () => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann, 'member')
  await asSystem('test', (tx) =>
    tx.insert(memberships).values({ orgId: acme.id, userId: ann.id, role: 'admin' }),
  )

  await acceptInvitation(ann, invitation)

  expect(await findScope(ann, acme)).toMatchObject({ membership: { role: 'admin' } })
  expect(await memberIds(acme)).toHaveLength(2)
})

test('D8: a link verifies the email that it was sent to, not one from the form', async () => {
  const acme = await createOrg()
  const [invited, typed] = [uniqueEmail(), uniqueEmail()]
  const { id } = await invite(acme, { email: invited })

  const account = { name: 'Eve', password: 'correct horse', email: typed }
  await signUpByInvitation(signToken('invitation', id), account, newCaller())

  const made = await asSystem('test', (tx) =>
    tx.select({ email: users.email }).from(users).where(eq(users.name, 'Eve')),
  )
  expect(made).toEqual([{ email: invited }])
})

test('D9: any admin can revoke an invitation, and it ends when its sender leaves', async () => {
  const acme = await createOrg()
  const ann = await acme.join('admin')
  const bob = await createUser('Bob')
  const first = await invite({ ...acme, admin: ann }, bob)

  await revokeInvitation(acme.admin, first.id)
  const second = await invite({ ...acme, admin: ann }, bob)
  await leaveOrg(ann)

  expect(await listMyInvitations(bob)).toEqual([])
  for (const invitation of [first, second])
    await expect(acceptInvitation(bob, invitation)).rejects.toMatchObject(notFound)
})

test('D14: only the invited person can accept with the link, and only until it expires', async () => {
  const acme = await createOrg()
  const bob = await createUser('Bob')
  const { id } = await invite(acme, bob)
  const found = await findInvitation(signToken('invitation', id))
  if (!found) throw new Error('The link finds no invitation.')

  for (const user of [await createUser('Eve'), acme.admin.user]) {
    await expect(acceptInvitation(user, found)).rejects.toMatchObject(notFound)
    await expect(acceptInvitation({ ...user, email: bob.email }, found)).rejects.toMatchObject(
      notFound,
    )
  }
  await updateInvitation(found, EXPIRED)
  await expect(acceptInvitation(bob, found)).rejects.toMatchObject(notFound)
  expect(await memberIds(acme)).toEqual([acme.admin.user.id])
})

const notFound = { code: 'not_found' }

async function memberIds({ admin }: TestOrg) {
  return (await listMembers(admin)).members.map(({ userId }) => userId)
}
