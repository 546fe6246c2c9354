import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { emailLinks, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { confirmEmailChange, findEmailToConfirm } from '@/lib/account/email-change'
import { listSecurityEvents } from '@/lib/account/security-log'
import { findDevice, rememberDevice } from '@/lib/auth/devices'
import { signIn } from '@/lib/auth/sign-in'
import { signToken } from '@/lib/auth/tokens'
import { acceptInvitation, listMyInvitations } from '@/lib/orgs/received-invitations'
import { createUserWithPassword } from '../auth/users'
import {
  createOrg,
  createUser,
  newCaller,
  openSession,
  signedInCaller,
  startSession,
  uniqueEmail,
} from '../factories'
import { invite } from '../orgs/invite'
import { queuedMails } from '../queue'
import { accountOf, changeEmail, insertChange } from './email-changes'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const invalidLink = { code: 'not_found' }

test('the link changes the email of its account only, verifies it, and tells the old one', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  await asSystem('test', (tx) =>
    tx.update(users).set({ emailVerified: null }).where(eq(users.id, ann.id)),
  )
  const newEmail = uniqueEmail()
  const token = await insertChange(ann, { newEmail })

  expect(await confirmEmailChange(ann, token, await signedInCaller(ann))).toBe(newEmail)

  expect(await accountOf(ann)).toEqual({ email: newEmail, verified: expect.any(Date) })
  expect(await accountOf(bob)).toMatchObject({ email: bob.email })
  expect(await queuedMails(token.split('.')[0] ?? '')).toMatchObject([
    { mail: 'email-changed', to: ann.email, newEmail },
  ])
  expect((await listSecurityEvents(ann)).events).toMatchObject([
    { action: 'email.change', data: { from: ann.email, to: newEmail } },
  ])
  await expect(confirmEmailChange(ann, token, await signedInCaller(ann))).rejects.toMatchObject(
    invalidLink,
  )
})

test('a change ends the other sessions and the links to both emails, and keeps this session', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const newEmail = uniqueEmail()
  const [here, other, ofBob] = [
    await startSession(ann.id),
    await startSession(ann.id),
    await startSession(bob.id),
  ]
  for (const email of [ann.email, newEmail, bob.email]) await insertLink(email)

  await changeEmail(ann, newEmail, { ...newCaller(), session: here.token })

  expect(await openSession(here.token)).toMatchObject({ user: { email: newEmail } })
  expect(await openSession(other.token)).toBe(null)
  expect(await openSession(ofBob.token)).not.toBe(null)
  const left = []
  for (const email of [ann.email, newEmail, bob.email]) left.push((await linksTo(email)).length)
  expect(left).toEqual([0, 0, 1])
})

test('the password signs in with the new email only, and the old one can sign up again', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const newEmail = uniqueEmail()

  await changeEmail(ann, newEmail)

  const password = 'correct horse'
  expect(await signIn({ email: newEmail, password }, newCaller())).toMatchObject({
    user: { id: ann.id },
  })
  await expect(signIn({ email: ann.email, password }, newCaller())).rejects.toMatchObject({
    code: 'invalid',
  })
  expect(await createUser('New owner', ann.email)).toMatchObject({ email: ann.email })
  // The cookie knows the device by both emails.
  const devices = rememberDevice(rememberDevice(undefined, ann.email), newEmail)
  expect(findDevice(devices, newEmail)).not.toBe(null)
})

test('an email that got an account meanwhile is refused, and nothing changes', async () => {
  const ann = await createUser('Ann')
  const newEmail = uniqueEmail()
  const token = await insertChange(ann, { newEmail })
  const other = await startSession(ann.id)
  const bob = await createUser('Bob', newEmail)

  await expect(confirmEmailChange(ann, token, await signedInCaller(ann))).rejects.toMatchObject({
    code: 'conflict',
  })

  expect(await accountOf(ann)).toMatchObject({ email: ann.email })
  expect(await accountOf(bob)).toMatchObject({ email: newEmail })
  expect(await openSession(other.token)).not.toBe(null)
  expect((await listSecurityEvents(ann)).events).toEqual([])
})

test('of two accounts that confirm the same email at the same time, one gets it', async () => {
  const people = [await createUser('Ann'), await createUser('Bob')]
  const newEmail = uniqueEmail()
  const tokens = await Promise.all(people.map((user) => insertChange(user, { newEmail })))

  const results = await Promise.allSettled(
    people.map(async (user, index) =>
      confirmEmailChange(user, tokens[index] ?? '', await signedInCaller(user)),
    ),
  )

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const rejected = results.find(({ status }) => status === 'rejected')
  expect(rejected).toMatchObject({ reason: { code: 'conflict' } })
})

test('only the owner of the account can confirm, with a valid link', async () => {
  const [ann, mallory] = [await createUser('Ann'), await createUser('Mallory')]
  const token = await insertChange(mallory, { newEmail: uniqueEmail() })
  const [id = '', mac = ''] = token.split('.')
  const expired = await insertChange(ann, {
    newEmail: uniqueEmail(),
    expiresAt: new Date(Date.now() - 1000),
  })
  const forged = [
    signToken('email-change-undo', id),
    signToken('sign-in-link', id),
    `${id}.${'A'.repeat(mac.length)}`,
    '',
  ]

  for (const invalid of [token, expired, ...forged]) {
    expect(await findEmailToConfirm(ann, invalid)).toBe(null)
    await expect(confirmEmailChange(ann, invalid, await signedInCaller(ann))).rejects.toMatchObject(
      invalidLink,
    )
  }
  for (const invalid of forged) expect(await findEmailToConfirm(mallory, invalid)).toBe(null)

  expect(await accountOf(ann)).toMatchObject({ email: ann.email })
  expect(await accountOf(mallory)).toMatchObject({ email: mallory.email })
})

test('invitations stay with the email to which they were sent', async () => {
  const acme = await createOrg()
  const ann = await createUser('Ann')
  const invitation = await invite(acme, ann)

  const changed = await changeEmail(ann, uniqueEmail())

  expect(await listMyInvitations(changed.user)).toEqual([])
  await expect(acceptInvitation(changed.user, invitation)).rejects.toMatchObject({
    code: 'not_found',
  })
})

async function insertLink(email: string) {
  const expiresAt = new Date(Date.now() + 60_000)
  await asSystem('test', (tx) =>
    tx.insert(emailLinks).values({ purpose: 'sign-in-link', email, expiresAt }),
  )
}

const linksTo = (email: string) =>
  asSystem('test', (tx) => tx.select().from(emailLinks).where(eq(emailLinks.email, email)))
