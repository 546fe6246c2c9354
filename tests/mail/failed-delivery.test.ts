import { expect, test } from 'vitest'
import { listPendingInvitations, resendInvitation } from '@/lib/orgs/invitations'
import { contentsOf } from '../contents'
import { createOrg, type TestOrg, uniqueEmail } from '../factories'
import { invite } from '../orgs/invite'
import { deliverMails, retryNow } from './deliver-mails'

const { attempted, resend } = await deliverMails()

const WRONG_KEY = { status: 401, name: 'invalid_api_key', message: 'API key is invalid' }

test('the invitation shows that its mail failed, until a later attempt succeeds', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  await attempted((await invite(globex, { email: uniqueEmail() })).id, 1)
  const before = await contentsOf(globex)
  const email = uniqueEmail()
  resend.fail(email, 1, WRONG_KEY)
  const { id } = await invite(acme, { email })
  expect(await failureOf(acme)).toBeNull()

  await attempted(id, 1)
  expect(await failureOf(acme)).toEqual(expect.any(Date))

  await retryNow(id)
  await attempted(id, 2)
  expect(await failureOf(acme)).toBeNull()
  expect(await contentsOf(globex)).toEqual(before)
})

test('resending clears the failure, and the failed mail cannot set it again', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  resend.fail(email, 1, WRONG_KEY)
  const { id } = await invite(acme, { email })
  await attempted(id, 1)

  await resendInvitation(acme.admin, id)
  expect(await failureOf(acme)).toBeNull()
  await attempted(id, 2)
  resend.fail(email, 1, WRONG_KEY)
  await retryNow(id)
  await attempted(id, 3)

  expect(await failureOf(acme)).toBeNull()
})

/** When the mail of the only pending invitation failed. */
async function failureOf({ admin }: TestOrg) {
  const [invitation] = await listPendingInvitations(admin)
  return invitation?.deliveryFailedAt
}
