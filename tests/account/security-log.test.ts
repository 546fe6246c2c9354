import { expect, test, vi } from 'vitest'
import { securityEvents } from '@/db/schema/system/security-events'
import { emailLinks } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { changePassword } from '@/lib/account/password'
import { updateProfile } from '@/lib/account/profile'
import { describeSecurityEvent, listSecurityEvents } from '@/lib/account/security-log'
import type { Actor } from '@/lib/auth/accounts'
import { resetPassword } from '@/lib/auth/password-reset'
import { deleteSession } from '@/lib/auth/sessions'
import { signIn } from '@/lib/auth/sign-in'
import { signToken } from '@/lib/auth/tokens'
import { cleanUp } from '@/lib/jobs/clean-up'
import { createUserWithPassword } from '../auth/users'
import { createUser, newIpAddress, startSession } from '../factories'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

test('the log of a person has their sign-ins and passwords, newest first, and nothing of others', async () => {
  const [ann, bob] = [
    await createUserWithPassword('Ann', 'correct horse'),
    await createUserWithPassword('Bob', 'correct horse'),
  ]
  const caller = { ipAddress: newIpAddress(), userAgent: 'Firefox' }

  const { session } = await signIn({ email: ann.email, password: 'correct horse' }, caller)
  const change = { currentPassword: 'correct horse', password: 'battery staple' }
  await changePassword(ann, change, { ...caller, session: session?.token })
  await resetPassword(await resetToken(ann), 'correct horse', caller)

  expect(await listSecurityEvents(ann)).toMatchObject({
    events: [
      { action: 'password.reset', ...caller, data: {} },
      { action: 'password.change', ...caller, data: {} },
      { action: 'session.create', ...caller, data: { method: 'password' } },
    ],
    total: 3,
  })
  expect(await listSecurityEvents(bob)).toEqual(NOTHING)
})

test('signing out and a new name are in the log of their person, the same name is not', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const caller = { ipAddress: newIpAddress(), userAgent: 'Firefox' }
  const session = (await startSession(ann.id)).token

  await updateProfile(ann, { name: 'Ann Quinn' }, caller)
  await updateProfile(ann, { name: 'Ann Quinn' }, caller)
  await deleteSession({ ...caller, session })
  await deleteSession({ ...caller, session })

  expect((await listSecurityEvents(ann)).events).toMatchObject([
    { action: 'session.delete', ...caller, data: {} },
    { action: 'profile.update', ...caller, data: { name: 'Ann Quinn' } },
  ])
  expect(await listSecurityEvents(bob)).toEqual(NOTHING)
})

test('pages go from the newest event to the oldest', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  await recordName(ann, 'first', 3)
  await recordName(ann, 'second', 2)
  await recordName(ann, 'third', 1)
  await recordName(bob, 'other', 0)

  const pages = [1, 2, 3].map((page) => listSecurityEvents(ann, { page, limit: 2 }))

  const [first, second, past] = await Promise.all(pages)
  expect(first).toMatchObject({ events: [named('third'), named('second')], total: 3 })
  expect(second).toMatchObject({ events: [named('first')], total: 3 })
  expect(past?.events).toEqual([])
})

test('events stay for a year', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  await recordName(ann, 'old', 366)
  await recordName(bob, 'old', 364)

  await cleanUp()

  expect(await listSecurityEvents(ann)).toEqual(NOTHING)
  expect(await listSecurityEvents(bob)).toMatchObject({ total: 1 })
})

test('an event is described with its data, also one of another version', () => {
  expect(describeSecurityEvent({ action: 'session.create', data: { method: 'password' } })).toBe(
    'Signed in: password',
  )
  expect(describeSecurityEvent({ action: 'password.change', data: {} })).toBe(
    'Changed the password',
  )
  expect(describeSecurityEvent({ action: 'toString', data: {} })).toBe('toString')
})

test('a refused sign-in or change leaves no event', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const caller = { ipAddress: newIpAddress() }
  const change = { currentPassword: 'wrong', password: 'battery staple' }

  await expect(signIn({ email: ann.email, password: 'wrong' }, caller)).rejects.toThrow()
  await expect(changePassword(ann, change, caller)).rejects.toThrow()

  expect(await listSecurityEvents(ann)).toEqual(NOTHING)
})

const NOTHING = { events: [], total: 0 }

const named = (name: string) => ({ data: { name } })

/** Two transactions can start in one millisecond, so each row gets an age. */
function recordName({ id: userId }: Actor, name: string, ageInDays: number) {
  const createdAt = new Date(Date.now() - ageInDays * 24 * 60 * 60 * 1000)
  const event = { userId, action: 'profile.update', ipAddress: newIpAddress(), data: { name } }
  return asSystem('test', (tx) => tx.insert(securityEvents).values({ ...event, createdAt }))
}

async function resetToken({ email }: Actor) {
  const expiresAt = new Date(Date.now() + 60_000)
  const [row] = await asSystem('test', (tx) =>
    tx
      .insert(emailLinks)
      .values({ purpose: 'password-reset', email, expiresAt })
      .returning({ id: emailLinks.id }),
  )
  return signToken('password-reset', row?.id ?? '')
}
