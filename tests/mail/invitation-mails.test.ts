import { expect, test } from 'vitest'
import { resendInvitation } from '@/lib/orgs/invitations'
import { purgeOrgs } from '@/lib/orgs/purge'
import { findInvitation } from '@/lib/orgs/received-invitations'
import { createOrg, createUser, uniqueEmail } from '../factories'
import { deletedDaysAgo } from '../orgs/deleted'
import { EXPIRED, invite, updateInvitation } from '../orgs/invite'
import { asLogin, queuedMails } from '../queue'
import { deliverMails, linkIn, retryNow } from './deliver-mails'

const { attempted, resend } = await deliverMails()

test('an invitation asks people with an account to sign in, and others to create one', async () => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const newcomer = { email: uniqueEmail() }

  for (const person of [ann, newcomer]) await attempted((await invite(acme, person)).id, 1)

  const [toAnn] = resend.to(ann.email)
  expect(toAnn?.text).toContain('You already have an account')
  expect(toAnn?.html).toContain('Accept the invitation')
  const [toNewcomer] = resend.to(newcomer.email)
  expect(toNewcomer?.text).toContain('You will need an account')
  expect(toNewcomer?.html).toContain('Create your account and join')
})

test('the link in the mail opens the invitation, and the queue does not contain it', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  resend.fail(email, 1)
  const { id } = await invite(acme, { email }, 'admin')

  await attempted(id, 1)

  const [mail] = resend.to(email)
  const token = linkIn(mail?.text).pathname.replace('/invitations/', '')
  expect(await findInvitation(token)).toMatchObject({ id, email })
  const [, mac = 'none'] = token.split('.')
  const rows = await asLogin('select * from graphile_worker._private_jobs')
  expect(rows).toMatchObject([{ payload: { mail: 'invitation', to: email, id } }])
  expect(JSON.stringify(rows)).not.toContain(mac)
})

test('an expired invitation is not sent', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  resend.fail(email, 1)
  const invitation = await invite(acme, { email })
  await attempted(invitation.id, 1)
  await updateInvitation(invitation, EXPIRED)

  await retryNow(invitation.id)
  await attempted(invitation.id, 2)

  expect(resend.to(email)).toHaveLength(1)
  expect(await queuedMails(invitation.id)).toEqual([])
})

test.each([
  { state: 'deleted', days: 0 },
  { state: 'purged', days: 31 },
])('invitations of a $state org are not sent', async ({ days }) => {
  const acme = await createOrg()
  const email = uniqueEmail()
  resend.fail(email, 1)
  const { id } = await invite(acme, { email })
  await attempted(id, 1)
  await deletedDaysAgo(acme, days)
  await purgeOrgs()

  await retryNow(id)
  await attempted(id, 2)

  expect(resend.to(email)).toHaveLength(1)
  expect(await queuedMails(id)).toEqual([])
})

test('an invitation that is sent again has a new key and a new link', async () => {
  const acme = await createOrg()
  const email = uniqueEmail()
  const { id } = await invite(acme, { email }, 'admin')
  await attempted(id, 1)

  await resendInvitation(acme.admin, id)
  await attempted(id, 2)

  const mails = resend.to(email)
  expect(new Set(mails.map(({ key }) => key)).size).toBe(2)
  expect(mails.at(-1)?.text).toContain('as an admin')
  const found = await Promise.all(
    mails.map(({ text }) => findInvitation(linkIn(text).pathname.replace('/invitations/', ''))),
  )
  expect(found).toMatchObject([null, { id, role: 'admin' }])
})
