import { expect, test } from 'vitest'
import { inviteMembers } from '@/lib/orgs/invitations'
import { createOrg, uniqueEmail } from '../factories'
import { invite, updateInvitation } from '../orgs/invite'
import { queuedMails, queueLength } from '../queue'
import { deliverMails, retryNow } from './deliver-mails'

const { attempted, logged, resend } = await deliverMails()

test('an invitation is delivered after the mail service failed twice', async () => {
  const acme = await createOrg('Acme')
  const email = uniqueEmail()
  resend.fail(email, 2)

  const { id } = await invite(acme, { email })

  await attempted(id, 1)
  await retryNow(id)
  await attempted(id, 2)
  await retryNow(id)
  await attempted(id, 3)
  const deliveries = resend.to(email)
  expect(deliveries).toHaveLength(3)
  expect(new Set(deliveries.map(({ key }) => key)).size).toBe(1)
  expect(deliveries[0]?.key).toContain(id)
  expect(deliveries[2]).toMatchObject({
    from: 'Acme <hello@example.com>',
    subject: 'Ada invited you to Acme',
  })
  expect(await queuedMails(id)).toEqual([])
  expect(logged).toHaveBeenCalledWith(expect.stringContaining('Resend: out of order'))
})

test('mails about different rows have different idempotency keys', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  const first = await invite(acme, { email })
  await attempted(first.id, 1)
  await updateInvitation(first, { status: 'declined' })

  await attempted((await invite(acme, { email })).id, 1)

  expect(new Set(resend.to(email).map(({ key }) => key)).size).toBe(2)
})

test('a mail of a transaction that is rolled back is not sent', async () => {
  const acme = await createOrg()
  const [email, later] = [uniqueEmail(), uniqueEmail()]

  // Emails must be lower case, so the second row fails after the first mail is queued.
  const emails = [email, uniqueEmail().toUpperCase()]
  const attempt = inviteMembers(acme.admin, { emails, role: 'member' })
  await expect(attempt).rejects.toMatchObject({ cause: { code: '23514' } })

  await attempted((await invite(acme, { email: later })).id, 1)
  expect(resend.to(later)).toHaveLength(1)
  expect(resend.to(email)).toEqual([])
  expect(await queueLength()).toBe(0)
})
