import { eq, inArray } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { accounts } from '@/db/schema/system/accounts'
import { twoFactors } from '@/db/schema/system/two-factors'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import { findUndo, undoEmailChange } from '@/lib/account/undo-email-change'
import { signIn } from '@/lib/auth/sign-in'
import { signToken } from '@/lib/auth/tokens'
import { cleanUp } from '@/lib/jobs/clean-up'
import { throttle } from '@/lib/throttle/throttle'
import { findTwoFactor } from '@/lib/two-factor/two-factor'
import { createUserWithPassword } from '../auth/users'
import {
  createUser,
  newCaller,
  newIpAddress,
  openSession,
  signedInCaller,
  startSession,
  uniqueEmail,
} from '../factories'
import { newAuthenticator } from '../passkeys/authenticator'
import { addWith, createPersonWithPasskey, signInWith } from '../passkeys/people'
import { createPersonWithTwoFactor, switchOnTwoFactor } from '../two-factor/people'
import { accountOf, changeEmail, changesOf, insertChange } from './email-changes'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const invalidLink = { code: 'not_found' }

test('the old email gets its account back: sessions, password and later changes end', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const bob = await createUser('Bob')
  const first = await changeEmail(ann, uniqueEmail())
  const second = await changeEmail(first.user, uniqueEmail())
  await insertChange(second.user, { newEmail: uniqueEmail() })
  const [ofThief, ofBob] = [await startSession(ann.id), await startSession(bob.id)]

  const connect = (userId: string) =>
    asSystem('test', (tx) =>
      tx.insert(accounts).values({
        userId,
        provider: 'github',
        providerAccountId: uniqueEmail(),
        email: uniqueEmail(),
      }),
    )
  await connect(ann.id)
  await connect(bob.id)

  expect(await findUndo(first.undo)).toEqual({
    oldEmail: ann.email,
    newEmail: first.user.email,
  })
  expect(await undoEmailChange(first.undo, newCaller())).toBe(ann.email)

  expect(await accountOf(ann)).toMatchObject({ email: ann.email })
  expect(await openSession(ofThief.token)).toBe(null)
  expect(await openSession(ofBob.token)).not.toBe(null)
  const left = await asSystem('test', (tx) =>
    tx
      .select({ userId: accounts.userId })
      .from(accounts)
      .where(inArray(accounts.userId, [ann.id, bob.id])),
  )
  expect(left).toEqual([{ userId: bob.id }])
  const stolen = { email: ann.email, password: 'correct horse' }
  await expect(signIn(stolen, newCaller())).rejects.toMatchObject({ code: 'invalid' })
  expect(await changesOf(ann)).toEqual([])
  await expect(undoEmailChange(second.undo, newCaller())).rejects.toMatchObject(invalidLink)
  await expect(undoEmailChange(first.undo, newCaller())).rejects.toMatchObject(invalidLink)
  expect((await listSecurityEvents(ann)).events[0]).toMatchObject({
    action: 'email.undo',
    data: { from: second.user.email, to: ann.email },
  })
})

test('a passkey and a second factor of a thief end, whether they came before or after the change', async () => {
  const [ann, eve] = [await createUser('Ann'), await createPersonWithTwoFactor('Eve')]
  const bob = await createPersonWithPasskey('Bob')
  const thief = await signedInCaller(ann)
  const [before, after] = [newAuthenticator(), newAuthenticator()]
  await addWith(ann, before, thief)
  const { undo, user } = await changeEmail(ann, uniqueEmail(), thief)
  await addWith(user, after, thief)
  await switchOnTwoFactor(user)

  await undoEmailChange(undo, newCaller())

  for (const device of [before, after]) {
    await expect(signInWith(device)).rejects.toMatchObject({ code: 'invalid' })
  }
  expect(await findTwoFactor(ann)).toMatchObject({ confirmedAt: null })
  expect(await signInWith(bob.device)).toMatchObject({ user: { id: bob.user.id } })
  expect(await findTwoFactor(eve.user)).toMatchObject({ confirmedAt: expect.any(Date) })
})

test.each([
  [6, null],
  [8, expect.any(Date)],
])('a second factor of %d days before the change becomes %s', async (days, confirmedAt) => {
  const { user: ann } = await createPersonWithTwoFactor('Ann')
  await asSystem('test', (tx) =>
    tx
      .update(twoFactors)
      .set({ confirmedAt: new Date(Date.now() - days * 24 * 60 * 60 * 1000) })
      .where(eq(twoFactors.userId, ann.id)),
  )
  const { undo } = await changeEmail(ann, uniqueEmail())

  await undoEmailChange(undo, newCaller())

  expect(await findTwoFactor(ann)).toMatchObject({ confirmedAt })
})

test('a link of another purpose, a forged one and one of a waiting change undo nothing', async () => {
  const ann = await createUser('Ann')
  const { undo, user } = await changeEmail(ann, uniqueEmail())
  const [id = '', mac = ''] = undo.split('.')
  const waiting = await insertChange(user, { newEmail: uniqueEmail() })
  const invalid = [
    signToken('email-change', id),
    `${id}.${'A'.repeat(mac.length)}`,
    signToken('email-change-undo', waiting.split('.')[0] ?? ''),
    '',
  ]

  for (const token of invalid) {
    expect(await findUndo(token)).toBe(null)
    await expect(undoEmailChange(token, newCaller())).rejects.toMatchObject(invalidLink)
  }

  expect(await accountOf(ann)).toMatchObject({ email: user.email })
})

test('an old email that got another account meanwhile is not taken from it', async () => {
  const ann = await createUser('Ann')
  const { undo, user } = await changeEmail(ann, uniqueEmail())
  const bob = await createUser('Bob', ann.email)

  await expect(undoEmailChange(undo, newCaller())).rejects.toMatchObject({ code: 'conflict' })

  expect(await accountOf(ann)).toMatchObject({ email: user.email })
  expect(await accountOf(bob)).toMatchObject({ email: ann.email })
})

test('a change can be undone for seven days, in which it is kept', async () => {
  const ann = await createUser('Ann')
  const { undo } = await changeEmail(ann, uniqueEmail())
  const [change] = await changesOf(ann)
  const days = ((change?.expiresAt.getTime() ?? 0) - Date.now()) / (24 * 60 * 60 * 1000)
  expect(days).toBeGreaterThan(6.9)
  expect(days).toBeLessThanOrEqual(7)

  await cleanUp()

  expect(await findUndo(undo)).not.toBe(null)
})

test('attempts are throttled by IP address', async () => {
  const ipAddress = newIpAddress()
  await throttle('email-change', { ipAddress, points: 100 })

  await expect(undoEmailChange('nonsense', { ipAddress })).rejects.toMatchObject({
    code: 'rate_limited',
  })
})
