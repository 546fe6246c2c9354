import { eq } from 'drizzle-orm'
import type { Job } from 'graphile-worker'
import { afterAll, expect, test, vi } from 'vitest'
import { orgs } from '@/db/schema/system/orgs'
import { passwordResets, signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { requestPasswordReset } from '@/lib/auth/password-reset'
import { verifyEmail } from '@/lib/auth/sign-up'
import { tokenId } from '@/lib/auth/tokens'
import { nameField } from '@/lib/fields'
import { addMail } from '@/lib/jobs/add-job'
import { startWorker } from '@/lib/jobs/worker'
import { inviteMembers, resendInvitation } from '@/lib/orgs/invitations'
import { purgeOrgs } from '@/lib/orgs/purge'
import { findInvitation } from '@/lib/orgs/received-invitations'
import { fastHash } from '../auth/fast-hash'
import { createOrg, createUser, newIpAddress, uniqueEmail } from '../factories'
import { deletedDaysAgo } from '../orgs/deleted'
import { EXPIRED, invite, updateInvitation } from '../orgs/invite'
import { asLogin, queuedMails, queueLength } from '../queue'
import { startFakeResend } from './fake-resend'

const resend = await startFakeResend()
Object.assign(process.env, {
  RESEND_API_KEY: 're_only_for_tests',
  RESEND_BASE_URL: resend.url,
  MAIL_FROM: 'Tenantry <hello@example.com>',
})

const worker = startWorker()
const attempts: { job: Job; error?: unknown }[] = []
worker.events.on('job:complete', (attempt) => attempts.push(attempt))

// The worker logs failures, and these tests cause some.
const logged = vi.spyOn(console, 'error').mockImplementation(() => {})

afterAll(async () => {
  await worker.stop()
  await resend.stop()
})

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
    from: 'Tenantry <hello@example.com>',
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
  await expect(attempt).rejects.toThrow()

  await attempted((await invite(acme, { email: later })).id, 1)
  expect(resend.to(later)).toHaveLength(1)
  expect(resend.to(email)).toEqual([])
  expect(await queueLength()).toBe(0)
})

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
  expect(rows).toMatchObject([{ payload: { mail: 'invitation', id } }])
  expect(JSON.stringify(rows)).not.toContain(mac)
  expect(JSON.stringify(rows)).not.toContain(email)
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

test('the mail of a sign-up contains a link that verifies the email', async () => {
  const email = uniqueEmail()
  const id = await addSignUp(email)

  await attempted(id, 1)

  const [mail] = resend.to(email)
  expect(mail?.subject).toBe('Verify your email address')
  const link = linkIn(mail?.text)
  expect(link.pathname).toBe('/verify-email')
  await verifyEmail(link.searchParams.get('token') ?? '', 'correct horse', newIpAddress())
  const found = await asSystem('test', (tx) =>
    tx.select({ name: users.name }).from(users).where(eq(users.email, email)),
  )
  expect(found).toEqual([{ name: 'Ann' }])
})

test('the mail of a sign-up for a known email contains no token', async () => {
  const ann = await createUser('Ann')
  const id = await addSignUp(ann.email)

  await attempted(id, 1)

  const [mail] = resend.to(ann.email)
  expect(mail?.subject).toBe('You already have a Tenantry account')
  expect(mail?.html).toContain('http://localhost:3000/sign-in')
  expect(mail?.html).toContain('http://localhost:3000/forgot-password')
  expect(`${mail?.html}${mail?.text}`).not.toContain(id)
})

test('a reset link is sent to the account only, and not to an unknown email', async () => {
  const ann = await createUser('Ann')
  const unknown = uniqueEmail()
  await requestPasswordReset(unknown, newIpAddress())
  await requestPasswordReset(ann.email, newIpAddress())
  const resets = await asSystem('test', (tx) => tx.select().from(passwordResets))

  for (const { id } of resets) await attempted(id, 1)

  expect(resend.to(unknown)).toEqual([])
  const [mail, ...more] = resend.to(ann.email)
  expect(more).toEqual([])
  const link = linkIn(mail?.text)
  expect(link.pathname).toBe('/reset-password')
  expect(tokenId(link.searchParams.get('token') ?? '')).toBe(
    resets.find(({ email }) => email === ann.email)?.id,
  )
})

test('the notice of a changed password is sent to the account only', async () => {
  const [eve, ann] = [await createUser('Eve'), await createUser('Ann')]
  await asSystem('test', (tx) => addMail(tx, { mail: 'password-changed', id: ann.id }))

  await attempted(ann.id, 1)

  expect(resend.to(ann.email)).toHaveLength(1)
  expect(resend.to(eve.email)).toEqual([])
})

test('a name adds neither markup nor a link to the mail', async () => {
  const acme = await createOrg('Acme <a href="https://evil.com">win</a> & "Co" evil.com')
  const email = uniqueEmail()

  await attempted((await invite(acme, { email })).id, 1)

  const [mail] = resend.to(email)
  expect(mail?.subject).toBe(
    'Ada invited you to Acme <a href="https://evil.com">win</a> & "Co" evil.com',
  )
  expect(mail?.html).not.toContain('<a href="https://evil')
  expect(mail?.html).toContain('Acme &lt;a href=')
  const body = `${mail?.html}${mail?.text}`
  expect(body).not.toContain('evil.com')
  expect(body).not.toContain('https://evil')
  expect(body).toContain('evil.\u200ccom')
})

test('a name with a line break is rejected, and cannot break the header', async () => {
  const name = 'Acme\r\nBcc: all@example.com\u2028\u202e'
  expect(nameField('a name').safeParse(name).success).toBe(false)
  const acme = await createOrg('Acme')
  await asSystem('test', (tx) => tx.update(orgs).set({ name }).where(eq(orgs.id, acme.id)))
  const email = uniqueEmail()

  await attempted((await invite(acme, { email })).id, 1)

  const [mail] = resend.to(email)
  expect(mail?.subject).toBe('Ada invited you to Acme Bcc: all@example.com')
  expect(mail).toMatchObject({ to: email, from: 'Tenantry <hello@example.com>' })
  expect(mail).not.toHaveProperty('bcc')
})

test('a long name is shortened', async () => {
  const acme = await createOrg('🚀'.repeat(200))
  const email = uniqueEmail()

  await attempted((await invite(acme, { email })).id, 1)

  expect(resend.to(email)[0]?.subject).toBe(`Ada invited you to ${'🚀'.repeat(79)}…`)
})

/** Waits for this many delivery attempts of the mail about a row. */
async function attempted(id: string, times: number) {
  const ofRow = () => attempts.filter(({ job }) => (job.payload as { id: string }).id === id)
  await expect.poll(() => ofRow().length, { timeout: 20_000 }).toBe(times)
}

/** Makes the worker retry the mail about a row now. */
async function retryNow(id: string) {
  await asLogin(
    `update graphile_worker._private_jobs set run_at = now() where payload ->> 'id' = '${id}';
     notify "jobs:insert"`,
  )
}

/** Inserts a sign-up, queues its mail and returns its id. */
async function addSignUp(email: string) {
  const row = {
    email,
    name: 'Ann',
    passwordHash: fastHash('correct horse'),
    expiresAt: new Date('2100-01-01'),
  }
  return asSystem('test', async (tx) => {
    const [added] = await tx.insert(signUps).values(row).returning({ id: signUps.id })
    if (!added) throw new Error('The sign-up is missing.')
    await addMail(tx, { mail: 'sign-up', id: added.id })
    return added.id
  })
}

/** The first link in a mail. */
function linkIn(text = ''): URL {
  const [link = ''] = /http:\/\/localhost:3000\/\S+/.exec(text) ?? []
  return new URL(link)
}
