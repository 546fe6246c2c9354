import { expect, test, vi } from 'vitest'
import {
  cancelEmailChange,
  findEmailChange,
  findEmailToConfirm,
  requestEmailChange,
  resendEmailChange,
} from '@/lib/account/email-change'
import { listSecurityEvents } from '@/lib/account/security-log'
import type { Actor } from '@/lib/auth/accounts'
import { signToken } from '@/lib/auth/tokens'
import { throttle } from '@/lib/throttle/throttle'
import { createUserWithPassword } from '../auth/users'
import {
  createUser,
  newCaller,
  newIpAddress,
  signedInAnHourAgo,
  signedInCaller,
  startSession,
  uniqueEmail,
} from '../factories'
import { queuedMails } from '../queue'
import { accountOf, changesOf, insertChange } from './email-changes'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const currentPassword = 'correct horse'

test('a request changes nothing until its link at the new email is used', async () => {
  const [ann, bob] = [await newUser('Ann'), await newUser('Bob')]
  const email = uniqueEmail()

  await requestEmailChange(ann, { email, currentPassword }, await callerOf(ann))

  expect(await accountOf(ann)).toMatchObject({ email: ann.email })
  expect(await findEmailChange(ann)).toEqual({ email, isOpen: true })
  expect(await findEmailChange(bob)).toBe(null)
  const [change] = await changesOf(ann)
  const id = change?.id ?? ''
  const mail = { mail: 'email-change', to: email, id, name: 'Ann', isTaken: false }
  expect(await queuedMails(id)).toEqual([mail])
  const [, mac = 'none'] = signToken('email-change', id).split('.')
  expect(JSON.stringify([change, mail])).not.toContain(mac)
  expect((await listSecurityEvents(ann)).events).toMatchObject([
    { action: 'email.request', data: { email } },
  ])
})

test('a wrong password requests nothing', async () => {
  const ann = await newUser('Ann')

  const attempt = requestEmailChange(
    ann,
    { email: uniqueEmail(), currentPassword: 'wrong' },
    await callerOf(ann),
  )

  await expect(attempt).rejects.toMatchObject({ code: 'invalid', field: 'currentPassword' })
  expect(await changesOf(ann)).toEqual([])
  expect((await listSecurityEvents(ann)).events).toEqual([])
})

test('the own email is refused', async () => {
  const ann = await newUser('Ann')

  const attempt = requestEmailChange(
    ann,
    { email: ann.email, currentPassword },
    await callerOf(ann),
  )

  await expect(attempt).rejects.toMatchObject({ code: 'invalid', field: 'email' })
})

test('for an email of another account the result is the same, and the mail says it', async () => {
  const [ann, bob] = [await newUser('Ann'), await createUser('Bob')]

  const result = await requestEmailChange(
    ann,
    { email: bob.email, currentPassword },
    await callerOf(ann),
  )

  expect(result).toBe(undefined)
  expect(await findEmailChange(ann)).toEqual({ email: bob.email, isOpen: true })
  const [change] = await changesOf(ann)
  expect(await queuedMails(change?.id ?? '')).toMatchObject([{ to: bob.email, isTaken: true }])
})

test('a new request replaces the one that waits', async () => {
  const ann = await newUser('Ann')
  const old = await insertChange(ann, { newEmail: uniqueEmail() })
  const email = uniqueEmail()

  await requestEmailChange(ann, { email, currentPassword }, await callerOf(ann))

  expect(await findEmailToConfirm(ann, old)).toBe(null)
  expect(await changesOf(ann)).toMatchObject([{ newEmail: email }])
})

test('an expired link works again after its mail is sent again', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const newEmail = uniqueEmail()
  const token = await insertChange(ann, { newEmail, expiresAt: new Date(Date.now() - 1000) })
  await insertChange(bob, { newEmail: uniqueEmail(), expiresAt: new Date(Date.now() - 1000) })
  expect(await findEmailToConfirm(ann, token)).toBe(null)

  await resendEmailChange(ann)

  expect(await findEmailToConfirm(ann, token)).toBe(newEmail)
  expect(await queuedMails(token.split('.')[0] ?? '')).toMatchObject([{ to: newEmail }])
  expect(await findEmailChange(bob)).toMatchObject({ isOpen: false })
})

test('a cancelled change cannot be confirmed, and others are unchanged', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const token = await insertChange(ann, { newEmail: uniqueEmail() })
  await insertChange(bob, { newEmail: uniqueEmail() })

  await cancelEmailChange(ann, await callerOf(ann))

  expect(await findEmailToConfirm(ann, token)).toBe(null)
  expect(await changesOf(ann)).toEqual([])
  expect(await changesOf(bob)).toHaveLength(1)
  expect((await listSecurityEvents(ann)).events).toMatchObject([{ action: 'email.cancel' }])
  await expect(cancelEmailChange(ann, await callerOf(ann))).rejects.toMatchObject({
    code: 'not_found',
  })
  await expect(resendEmailChange(ann)).rejects.toMatchObject({ code: 'not_found' })
})

test.each(['the account', 'the new email', 'the network'])(
  'mails are throttled by %s',
  async (by) => {
    const ann = { ...(await createUser('Ann')), ipAddress: newIpAddress() }
    const newEmail = uniqueEmail()
    const token = await insertChange(ann, { newEmail })
    if (by === 'the account') await throttle('email-change', { email: ann.email, points: 5 })
    if (by === 'the new email') await throttle('email-change', { email: newEmail, points: 5 })
    if (by === 'the network') {
      await throttle('email-change', { ipAddress: ann.ipAddress, points: 100 })
    }

    await expect(resendEmailChange(ann)).rejects.toMatchObject({ code: 'rate_limited' })
    expect(await queuedMails(token.split('.')[0] ?? '')).toEqual([])
  },
)

/** Long after the sign-in, so that a form takes the password. */
async function callerOf(user: Actor) {
  const caller = await signedInCaller(user)
  await signedInAnHourAgo(user.id)
  return caller
}

const newUser = (name: string) => createUserWithPassword(name, currentPassword)

test('of several requests at the same time, one change is left', async () => {
  const ann = await createUser('Ann')
  const { token } = await startSession(ann.id)
  const caller = { ...newCaller(), session: token }
  const emails = [uniqueEmail(), uniqueEmail(), uniqueEmail()]

  await Promise.all(emails.map((email) => requestEmailChange(ann, { email }, caller)))

  const changes = await changesOf(ann)
  expect(changes).toHaveLength(1)
  expect(emails).toContain(changes[0]?.newEmail)
})
