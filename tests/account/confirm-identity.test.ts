import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { passwords, sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { confirmIdentity, findConfirmation } from '@/lib/account/confirm-identity'
import { findEmailChange, requestEmailChange } from '@/lib/account/email-change'
import type { Actor } from '@/lib/auth/accounts'
import { hashSessionToken } from '@/lib/auth/sessions'
import { deleteAccount } from '@/lib/leaving/delete-account'
import { createUserWithPassword } from '../auth/users'
import { createUser, newCaller, startSession, uniqueEmail } from '../factories'
import { deletedAtOf } from '../leaving/leave'
import { createPersonWithTwoFactor, nextStep, stopClock } from '../two-factor/people'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })
stopClock()

const MINUTE = 60_000

test('a person who has just signed in confirms nothing, ten minutes later the password', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const recent = await callerAfter(ann, 9 * MINUTE)
  const caller = await callerAfter(ann, 11 * MINUTE)

  expect(await findConfirmation(ann, recent)).toBe(null)
  await confirmIdentity(ann, {}, recent)
  expect(await findConfirmation(ann, caller)).toBe('password')
  await expect(confirmIdentity(ann, { code: '000000' }, caller)).rejects.toMatchObject({
    code: 'invalid',
    field: 'currentPassword',
  })
  expect(await confirmIdentity(ann, { currentPassword: 'correct horse' }, caller)).toBeTruthy()
})

test('the new session of another person confirms nothing', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const caller = await callerAfter(bob, 0)

  expect(await findConfirmation(bob, caller)).toBe(null)
  expect(await findConfirmation(ann, caller)).toBe('password')
})

test('without a password, a code confirms, once', async () => {
  const { user: ann, code } = await createPersonWithTwoFactor('Ann')
  const bob = await createPersonWithTwoFactor('Bob')
  await removePassword(ann)
  const caller = await callerAfter(ann, 11 * MINUTE)
  nextStep()

  expect(await findConfirmation(ann, caller)).toBe('code')
  for (const wrong of [{}, { code: bob.code() }, { currentPassword: code() }]) {
    await expect(deleteOwn(ann, wrong, caller)).rejects.toMatchObject({
      code: 'invalid',
      field: 'code',
    })
  }
  expect(await deletedAtOf(ann)).toBe(null)
  await requestEmailChange(ann, { email: uniqueEmail(), code: code() }, caller)
  expect(await findEmailChange(ann)).toMatchObject({ isOpen: true })
  await expect(deleteOwn(ann, { code: code() }, caller)).rejects.toMatchObject({ field: 'code' })
  nextStep()
  await deleteOwn(ann, { code: code() }, caller)
  expect(await deletedAtOf(ann)).not.toBe(null)
})

test('with neither a password nor a code, only a new sign-in confirms', async () => {
  const ann = await createUser('Ann')
  await removePassword(ann)
  const caller = await callerAfter(ann, 11 * MINUTE)
  const refused = { code: 'forbidden', message: /sign in again/ }

  expect(await findConfirmation(ann, caller)).toBe('sign-in')
  await expect(deleteOwn(ann, {}, caller)).rejects.toMatchObject(refused)
  await expect(requestEmailChange(ann, { email: uniqueEmail() }, caller)).rejects.toMatchObject(
    refused,
  )
  expect(await deletedAtOf(ann)).toBe(null)
  expect(await findEmailChange(ann)).toBe(null)

  await deleteOwn(ann, {}, await callerAfter(ann, 0))
  expect(await deletedAtOf(ann)).not.toBe(null)
})

const deleteOwn = (
  user: Actor,
  identity: Parameters<typeof confirmIdentity>[1],
  caller: Parameters<typeof confirmIdentity>[2],
) => deleteAccount(user, { confirmation: user.email, ...identity }, caller)

/** The person, who signed in this long ago. */
async function callerAfter({ id }: Actor, age: number) {
  const { token: session } = await startSession(id)
  await asSystem('test', (tx) =>
    tx
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - age) })
      .where(eq(sessions.sessionToken, hashSessionToken(session))),
  )
  return { ...newCaller(), session }
}

const removePassword = ({ id }: Actor) =>
  asSystem('test', (tx) => tx.delete(passwords).where(eq(passwords.userId, id)))
