import { createHmac, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { signToken } from '@/lib/auth/tokens'
import { isOpen } from '@/lib/orgs/invitations'
import { findInvitation } from '@/lib/orgs/received-invitations'
import { createOrg, uniqueEmail } from '../../factories'
import { EXPIRED, invite, updateInvitation } from '../invite'

test('the link of an invitation finds the columns that the page shows', async () => {
  const globex = await createOrg('Globex')
  const acme = await createOrg('Acme')
  const email = uniqueEmail()
  await invite(globex, { email })
  const { id } = await invite(acme, { email }, 'admin')

  expect(await findInvitation(signToken('invitation', id))).toEqual({
    id,
    org: acme.admin.org,
    email,
    role: 'admin',
    status: 'pending',
    invitedByName: acme.admin.user.name,
    expiresAt: expect.any(Date),
  })
})

test('a forged link finds nothing', async () => {
  const acme = await createOrg()
  const { id } = await invite(acme, { email: uniqueEmail() })
  const other = await invite(await createOrg(), { email: uniqueEmail() })
  const [, mac] = signToken('invitation', other.id).split('.')
  const foreign = createHmac('sha256', 'another secret that is long enough')
    .update(`invitation:${id}:1`)
    .digest('base64url')

  for (const forged of [
    id,
    `${id}.`,
    `${id}.${mac}`,
    `${id}.${foreign}`,
    signToken('sign-up', id),
    signToken('password-reset', id),
    signToken('invitation', id, 2),
    signToken('invitation', randomUUID()),
    'nonsense',
    '',
  ]) {
    expect(await findInvitation(forged)).toBeNull()
  }
})

test('a link that was replaced by a newer one finds nothing', async () => {
  const acme = await createOrg()
  const invitation = await invite(acme, { email: uniqueEmail() })
  await updateInvitation(invitation, { version: 2 })

  expect(await findInvitation(signToken('invitation', invitation.id, 1))).toBeNull()
  expect(await findInvitation(signToken('invitation', invitation.id, 2))).not.toBeNull()
})

test.each([
  [{ status: 'accepted' }, false],
  [{ status: 'declined' }, false],
  [{ status: 'revoked' }, false],
  [EXPIRED, false],
  [{}, true],
] as const)('a link finds the invitation with any status: %o, open: %s', async (values, open) => {
  const acme = await createOrg()
  const invitation = await invite(acme, { email: uniqueEmail() })
  await updateInvitation(invitation, { role: 'member', ...values })

  const found = await findInvitation(signToken('invitation', invitation.id))

  expect(found).toMatchObject(values)
  expect(found && isOpen(found)).toBe(open)
})
