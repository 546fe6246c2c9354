import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import { listSessions, revokeOtherSessions, revokeSession } from '@/lib/account/sessions'
import type { Actor } from '@/lib/auth/accounts'
import { createSession, hashSessionToken } from '@/lib/auth/sessions'
import { createUser, newCaller, openSession, startSession } from '../factories'

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0'

test('the list has the open sessions of the person, this one first', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const here = await signInWithFirefox(ann)
  await startSession(ann.id)
  await startSession(bob.id)
  const { token: ended } = await startSession(ann.id)
  await setDates(ended, { expires: new Date(Date.now() - 1000) })
  const { token: old } = await startSession(ann.id)
  await setDates(old, { createdAt: new Date(Date.now() - 91 * 24 * 60 * 60 * 1000) })

  const list = await listSessions(ann, here)

  expect(list).toMatchObject([
    { isCurrent: true, device: 'Firefox on Windows', ipAddress: here.ipAddress },
    { isCurrent: false, device: 'Unknown device' },
  ])
  expect(Object.keys(list[0] ?? {}).sort()).toEqual([
    'device',
    'id',
    'ipAddress',
    'isCurrent',
    'lastSeenAt',
  ])
  expect(JSON.stringify(list)).not.toContain(hashSessionToken(here.session))
})

test('a person ends one session of theirs, and the log has its device', async () => {
  const ann = await createUser('Ann')
  const here = { ...newCaller(), session: (await startSession(ann.id)).token }
  const other = await signInWithFirefox(ann)

  await revokeSession(ann, await idOf(ann, other.session), here)

  expect(await openSession(other.session)).toBeNull()
  expect(await openSession(here.session)).toMatchObject({ user: { id: ann.id } })
  expect((await listSecurityEvents(ann)).events).toMatchObject([
    { action: 'session.revoke', ipAddress: here.ipAddress, data: { device: 'Firefox on Windows' } },
  ])
})

test('nobody can end a session of another person, nor one that has ended', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const of = await signInWithFirefox(ann)
  const mine = await signInWithFirefox(bob)
  const id = await idOf(ann, of.session)

  await expect(revokeSession(bob, id, mine)).rejects.toMatchObject({ code: 'not_found' })
  expect(await openSession(of.session)).not.toBeNull()

  await revokeSession(ann, id, of)
  await expect(revokeSession(ann, id, await signInWithFirefox(ann))).rejects.toMatchObject({
    code: 'not_found',
  })
  expect((await listSecurityEvents(ann)).total).toBe(1)
  expect((await listSecurityEvents(bob)).total).toBe(0)
})

test('a person ends all other sessions of theirs, and those of others stay', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const here = await signInWithFirefox(ann)
  const others = [await startSession(ann.id), await startSession(ann.id)]
  const ofBob = await startSession(bob.id)

  await revokeOtherSessions(ann, here)
  await revokeOtherSessions(ann, here)

  for (const { token } of others) expect(await openSession(token)).toBeNull()
  expect(await openSession(here.session)).not.toBeNull()
  expect(await openSession(ofBob.token)).not.toBeNull()
  expect((await listSecurityEvents(ann)).events).toMatchObject([
    { action: 'session.revoke_others', data: {} },
  ])
})

/** Returns the caller of the next request. */
async function signInWithFirefox(user: Actor) {
  const caller = { ...newCaller(), userAgent: FIREFOX }
  const { token } = await asSystem('test', (tx) => createSession(tx, user.id, caller))
  return { ...caller, session: token }
}

async function idOf(user: Actor, session: string): Promise<string> {
  const [first] = await listSessions(user, { ...newCaller(), session })
  if (!first?.isCurrent) throw new Error('The session is missing.')
  return first.id
}

function setDates(token: string, dates: { expires?: Date; createdAt?: Date }) {
  return asSystem('test', (tx) =>
    tx
      .update(sessions)
      .set(dates)
      .where(eq(sessions.sessionToken, hashSessionToken(token))),
  )
}
