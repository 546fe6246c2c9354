import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listPendingInvitations } from '@/lib/orgs/invitations'
import { listMyInvitations } from '@/lib/orgs/received-invitations'
import { createOrg, createUser, uniqueEmail } from '../../factories'
import { EXPIRED, invite, updateInvitation } from '../invite'

test("a person's invitations are the open ones to their email", async () => {
  const [acme, globex, initech] = [await createOrg('Acme'), await createOrg(), await createOrg()]
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const waiting = [await invite(acme, ann), await invite(globex, ann, 'admin')]
  await invite(acme, bob)
  await updateInvitation(await invite(initech, ann), EXPIRED)
  for (const status of ['accepted', 'declined', 'revoked'] as const) {
    await updateInvitation(await invite(await createOrg(), ann), { status })
  }

  const mine = await listMyInvitations(ann)

  expect(mine).toMatchObject([
    { ...waiting[0], email: ann.email, role: 'member', status: 'pending' },
    { ...waiting[1], email: ann.email, role: 'admin', status: 'pending' },
  ])
  expect(await listMyInvitations(bob)).toMatchObject([{ email: bob.email }])
  expect(await listMyInvitations(await createUser())).toEqual([])
})

test('the list of an org has its pending invitations only, expired ones included', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  const emails = [uniqueEmail(), uniqueEmail()].sort()
  for (const email of emails) await updateInvitation(await invite(acme, { email }), EXPIRED)
  for (const status of ['accepted', 'declined', 'revoked'] as const) {
    await updateInvitation(await invite(acme, { email: uniqueEmail() }), { status })
  }
  await invite(globex, { email: uniqueEmail() })

  const pending = await listPendingInvitations(acme.admin)

  expect(pending).toEqual(
    emails.map((email) => ({
      id: expect.any(String),
      email,
      role: 'member',
      invitedBy: acme.admin.user.id,
      invitedByName: acme.admin.user.name,
      expiresAt: EXPIRED.expiresAt,
      deliveryFailedAt: null,
    })),
  )
  expect(await listPendingInvitations(globex.admin)).toHaveLength(1)
})

test.each([
  { email: 'an unverified email', values: { emailVerified: null } },
  { email: 'a former email', values: { email: uniqueEmail() } },
])('$email shows no invitations', async ({ values }) => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  await invite(acme, ann)
  await asSystem('test', (tx) => tx.update(users).set(values).where(eq(users.id, ann.id)))

  expect(await listMyInvitations(ann)).toEqual([])
})
