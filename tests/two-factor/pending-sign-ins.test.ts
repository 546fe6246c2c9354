import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { pendingSignIns, twoFactors } from '@/db/schema/system/two-factors'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import type { Actor } from '@/lib/auth/accounts'
import { replacePassword } from '@/lib/auth/password-reset'
import { signIn } from '@/lib/auth/sign-in'
import { signToken, tokenId } from '@/lib/auth/tokens'
import { cleanUp } from '@/lib/jobs/clean-up'
import { cancelPendingSignIn, findPendingSignIn } from '@/lib/two-factor/pending-sign-ins'
import { createUserWithPassword } from '../auth/users'
import { newCaller, openSession, startSession } from '../factories'

test('with a second factor, the password creates no session and ends none', async () => {
  const ann = await createPerson('Ann')
  const bob = await createPerson('Bob')
  const { token: had } = await startSession(bob.id)

  const { session, pending } = await signIn(
    { email: ann.email, password: 'correct horse' },
    { ...newCaller(), session: had },
  )

  expect(session).toBe(undefined)
  expect(await sessionsOf(ann)).toEqual([])
  expect((await listSecurityEvents(ann)).events).toEqual([])
  expect(await findPendingSignIn(pending)).toMatchObject({
    user: { id: ann.id, name: 'Ann', email: ann.email },
    method: 'password',
  })
  expect(await openSession(pending ?? '')).toBe(null)
  expect(await openSession(had)).toMatchObject({ user: { id: bob.id } })
})

test('a second factor that is not confirmed is not asked for', async () => {
  const ann = await createPerson('Ann', { confirmedAt: null })

  const { session } = await signIn({ email: ann.email, password: 'correct horse' }, newCaller())

  expect(await openSession(session?.token ?? '')).toMatchObject({ user: { id: ann.id } })
})

test('a pending sign-in can be cancelled, and no other ends with it', async () => {
  const [ann, bob] = [await createPerson('Ann'), await createPerson('Bob')]
  const [token, other] = [await pendingOf(ann), await pendingOf(bob)]

  await cancelPendingSignIn(token)

  expect(await findPendingSignIn(token)).toBe(null)
  expect(await findPendingSignIn(other)).toMatchObject({ user: { id: bob.id } })
})

test('a token for another purpose, of another id or without a signature is invalid', async () => {
  const ann = await createPerson('Ann')
  const id = tokenId(await pendingOf(ann)) ?? ''
  const signature = signToken('pending-sign-in', ann.id).split('.')[1]

  for (const token of ['', id, `${id}.${signature}`, signToken('password-reset', id)]) {
    expect(await findPendingSignIn(token)).toBe(null)
    await cancelPendingSignIn(token)
  }
  expect(await findPendingSignIn(signToken('pending-sign-in', id))).not.toBe(null)
})

test('it ends after ten minutes, and the clean-up deletes it', async () => {
  const ann = await createPerson('Ann')
  const bob = await createPerson('Bob')
  const [token, other] = [await pendingOf(ann), await pendingOf(bob)]
  const [row] = await rowsOf(ann)
  expect(Number(row?.expiresAt) - Date.now()).toBeLessThanOrEqual(10 * 60 * 1000)

  await asSystem('test', (tx) =>
    tx
      .update(pendingSignIns)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(pendingSignIns.userId, ann.id)),
  )

  expect(await findPendingSignIn(token)).toBe(null)
  await cleanUp()
  expect(await rowsOf(ann)).toEqual([])
  expect(await findPendingSignIn(other)).toMatchObject({ user: { id: bob.id } })
})

test('a new password ends the pending sign-ins of its account only', async () => {
  const [ann, bob] = [await createPerson('Ann'), await createPerson('Bob')]
  const [token, other] = [await pendingOf(ann), await pendingOf(bob)]

  await asSystem('test', (tx) => replacePassword(tx, ann, 'none'))

  expect(await findPendingSignIn(token)).toBe(null)
  expect(await findPendingSignIn(other)).not.toBe(null)
})

async function createPerson(name: string, { confirmedAt = new Date() as Date | null } = {}) {
  const user = await createUserWithPassword(name, 'correct horse')
  await asSystem('test', (tx) =>
    tx.insert(twoFactors).values({ userId: user.id, encryptedSecret: 'none', confirmedAt }),
  )
  return user
}

/** Signs in with the password. Returns the token of the pending sign-in. */
async function pendingOf({ email }: Actor): Promise<string> {
  const { pending } = await signIn({ email, password: 'correct horse' }, newCaller())
  if (!pending) throw new Error('No second factor is asked for.')
  return pending
}

function sessionsOf({ id }: Actor) {
  return asSystem('test', (tx) => tx.select().from(sessions).where(eq(sessions.userId, id)))
}

function rowsOf({ id }: Actor) {
  return asSystem('test', (tx) =>
    tx.select().from(pendingSignIns).where(eq(pendingSignIns.userId, id)),
  )
}
