import { eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { emailLinks, signUps, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { updatePreferences } from '@/lib/account/preferences'
import { completeSignIn } from '@/lib/auth/complete-sign-in'
import { signUp, verifyEmail } from '@/lib/auth/sign-up'
import { tokenId } from '@/lib/auth/tokens'
import { brand } from '@/lib/brand'
import { requestEmailLink } from '@/lib/email-links/email-links'
import { signInByLink } from '@/lib/email-links/sign-in-link'
import { addMail } from '@/lib/jobs/add-job'
import { createUser, newCaller, uniqueEmail } from '../factories'
import { deliverMails, linkIn } from './deliver-mails'

const { attempted, resend } = await deliverMails()

test('the mail of a sign-up contains a link that verifies the email', async () => {
  const email = uniqueEmail()
  const id = await addSignUp(email)

  await attempted(id, 1)

  const [mail] = resend.to(email)
  expect(mail?.subject).toBe('Verify your email')
  const link = linkIn(mail?.text)
  expect(link.pathname).toBe('/verify-email')
  await verifyEmail(link.searchParams.get('token') ?? '', 'correct horse', newCaller())
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
  expect(mail?.subject).toBe(`You already have a ${brand.name} account`)
  expect(mail?.html).toContain('http://localhost:3000/sign-in')
  expect(mail?.html).toContain('http://localhost:3000/forgot-password')
  expect(`${mail?.html}${mail?.text}`).not.toContain(id)
})

test('a reset link is sent to the account only, and not to an unknown email', async () => {
  const ann = await createUser('Ann')
  const unknown = uniqueEmail()
  await requestEmailLink('password-reset', { email: unknown }, newCaller())
  await requestEmailLink('password-reset', { email: ann.email }, newCaller())
  const resets = await asSystem('test', (tx) => tx.select().from(emailLinks))

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

test('a sign-in link is sent to the account only, and not to an unknown email', async () => {
  const ann = await createUser('Ann')
  const unknown = uniqueEmail()
  await requestEmailLink('sign-in-link', { email: unknown }, newCaller())
  await requestEmailLink('sign-in-link', { email: ann.email }, newCaller())
  const links = await asSystem('test', (tx) =>
    tx
      .select()
      .from(emailLinks)
      .where(inArray(emailLinks.email, [unknown, ann.email])),
  )

  for (const { id } of links) await attempted(id, 1)

  expect(resend.to(unknown)).toEqual([])
  const [mail, ...more] = resend.to(ann.email)
  expect(more).toEqual([])
  const link = linkIn(mail?.text)
  expect(link.pathname).toBe('/sign-in-by-link')
  const signedIn = await signInByLink(link.searchParams.get('token') ?? '', newCaller())
  expect(signedIn.user).toMatchObject({ id: ann.id })
})

test('the notice of a changed password is sent to the account only', async () => {
  const [eve, ann] = [await createUser('Eve'), await createUser('Ann')]
  await asSystem('test', (tx) =>
    addMail(tx, { mail: 'password-changed', to: ann.email, id: ann.id, name: 'Ann' }),
  )

  await attempted(ann.id, 1)

  expect(resend.to(ann.email)).toHaveLength(1)
  expect(resend.to(eve.email)).toEqual([])
})

test('the notice of a new device has its facts, and leads to the sessions and a new password', async () => {
  const [eve, ann] = [await createUser('Eve'), await createUser('Ann')]
  const facts = { name: 'Ann', device: 'Firefox on Windows', ipAddress: '203.0.113.7' }
  await asSystem('test', (tx) =>
    addMail(tx, { mail: 'new-device', to: ann.email, id: ann.id, ...facts }),
  )

  await attempted(ann.id, 1)

  const [mail] = resend.to(ann.email)
  expect(mail?.subject).toBe(`New sign-in to your ${brand.name} account: Firefox on Windows`)
  const text = mail?.text.replace(/\s+/g, ' ')
  expect(text).toContain('new device: Firefox on Windows, on ')
  expect(text).toMatch(/\d{4} at \d\d:\d\d UTC, from the IP address 203\.0\.113\.7\./)
  expect(text).toContain('http://localhost:3000/account/sessions')
  expect(text).toContain('http://localhost:3000/forgot-password')
  expect(resend.to(eve.email)).toEqual([])
})

test('mails have times in the zone and the language of the recipient, and name the zone', async () => {
  const [ann, eve] = [await createUser('Ann'), await createUser('Eve')]
  const inTokyo = { theme: 'dark', timeZone: 'Asia/Tokyo', locale: 'en-GB' } as const
  await updatePreferences(ann, inTokyo, newCaller())
  const backdated = { createdAt: new Date('2020-01-01') }
  await asSystem('test', async (tx) => {
    await tx
      .update(users)
      .set(backdated)
      .where(inArray(users.id, [ann.id, eve.id]))
    for (const user of [ann, eve]) await completeSignIn(tx, user, newCaller(), 'password')
  })

  await attempted(ann.id, 1)
  await attempted(eve.id, 1)

  expect(resend.to(ann.email)[0]?.text).toMatch(/, on\s\d+\s\w+\s\d{4}\sat\s\d\d:\d\d\sGMT\+9,/)
  expect(resend.to(eve.email)[0]?.text).toMatch(/, on\s\w+\s\d+,\s\d{4}\sat\s\d\d:\d\d\sUTC,/)
})

/** Signs up and returns the id of the row. */
async function addSignUp(email: string) {
  await signUp({ name: 'Ann', email, password: 'correct horse' }, newCaller())
  const [added] = await asSystem('test', (tx) =>
    tx.select({ id: signUps.id }).from(signUps).where(eq(signUps.email, email)),
  )
  if (!added) throw new Error('The sign-up is missing.')
  return added.id
}
