import { createHash, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { adapter } from '@/lib/auth/adapter'
import { createUser, startSession } from '../factories'

test('only the hash of a session token is stored', async () => {
  const ann = await createUser('Ann')
  const { token } = await startSession(ann.id)
  const sessionToken = randomBytes(32).toString('base64url')
  await adapter.createSession({ sessionToken, userId: ann.id, expires: inAnHour() })

  const stored = await sessionsOf(ann)

  expect(stored.map((session) => session.sessionToken).sort()).toEqual(
    [sha256(token), sha256(sessionToken)].sort(),
  )
  expect(JSON.stringify(stored)).not.toContain(token)
  expect(JSON.stringify(stored)).not.toContain(sessionToken)
})

test('a token finds its session and its user', async () => {
  const ann = await createUser('Ann')
  const bob = await createUser('Bob')
  const { token } = await startSession(ann.id)
  await startSession(bob.id)

  expect(await adapter.getSessionAndUser(token)).toMatchObject({
    session: { sessionToken: token, userId: ann.id },
    user: { id: ann.id, name: ann.name, email: ann.email },
  })
})

test('an unknown token and a stored hash find no session', async () => {
  const ann = await createUser('Ann')
  const { token } = await startSession(ann.id)

  expect(await adapter.getSessionAndUser(randomBytes(32).toString('base64url'))).toBeNull()
  expect(await adapter.getSessionAndUser(sha256(token))).toBeNull()
  expect(await adapter.getSessionAndUser('')).toBeNull()
})

test('extending a session does not change the others', async () => {
  const ann = await createUser('Ann')
  const { token } = await startSession(ann.id)
  const other = await startSession(ann.id)
  const otherExpires = (await adapter.getSessionAndUser(other.token))?.session.expires
  const expires = inAnHour()

  expect(await adapter.updateSession({ sessionToken: token, expires })).toMatchObject({
    sessionToken: token,
    expires,
  })

  expect((await adapter.getSessionAndUser(token))?.session.expires).toEqual(expires)
  expect((await adapter.getSessionAndUser(other.token))?.session.expires).toEqual(otherExpires)
})

test('ending a session does not change the others', async () => {
  const ann = await createUser('Ann')
  const { token } = await startSession(ann.id)
  const other = await startSession(ann.id)

  await adapter.deleteSession(token)

  expect(await adapter.getSessionAndUser(token)).toBeNull()
  expect(await adapter.getSessionAndUser(other.token)).not.toBeNull()
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url')

const inAnHour = () => new Date(Date.now() + 60 * 60 * 1000)

/** The stored sessions of a user. */
function sessionsOf(user: { id: string }) {
  return asSystem('test', (tx) => tx.select().from(sessions).where(eq(sessions.userId, user.id)))
}
