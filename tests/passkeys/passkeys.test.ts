import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { accounts } from '@/db/schema/system/accounts'
import { passwords, sessions } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import { findWaysIn } from '@/lib/account/ways-in'
import type { Actor } from '@/lib/auth/accounts'
import { connectProvider, disconnectProvider } from '@/lib/oauth/links'
import {
  addPasskey,
  listPasskeys,
  removePasskey,
  renamePasskey,
  startAddingPasskey,
} from '@/lib/passkeys/passkeys'
import { createUserWithPassword } from '../auth/users'
import { createUser, newCaller, signedInCaller } from '../factories'
import { configureProviders, newIdentity } from '../oauth/identities'
import { queuedMails } from '../queue'
import { newAuthenticator, type Wrong } from './authenticator'
import { addWith, createPersonWithPasskey, signInWith } from './people'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })
configureProviders()

const CHROME_ON_MAC =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'

test('a passkey is listed, recorded and announced, and another person has none of it', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const caller = { ...(await signedInCaller(ann)), userAgent: CHROME_ON_MAC }

  await addWith(ann, newAuthenticator(), caller)

  const name = 'Chrome on macOS'
  expect(await listPasskeys(ann)).toMatchObject([{ name, lastUsedAt: null }])
  expect(await findWaysIn(ann)).toMatchObject({ hasPasskey: true })
  expect((await listSecurityEvents(ann)).events[0]).toMatchObject({
    action: 'passkey.add',
    ipAddress: caller.ipAddress,
    data: { name },
  })
  expect(await queuedMails(ann.id)).toMatchObject([
    { mail: 'passkey-added', to: ann.email, wayIn: name },
  ])
  expect(await listPasskeys(bob)).toEqual([])
  expect(await findWaysIn(bob)).toMatchObject({ hasPasskey: false })
})

test('it is named after the password manager that keeps it', async () => {
  const ann = await createUser('Ann')
  const onePassword = Buffer.from('bada5566a7aa401fbd9645619a55120d', 'hex')

  await addWith(ann, newAuthenticator(onePassword), await signedInCaller(ann))

  expect(await listPasskeys(ann)).toMatchObject([{ name: '1Password' }])
})

test('the options name the account, the device must know its user, and one device is used once', async () => {
  const { user, caller, device } = await createPersonWithPasskey('Ann')

  const { options } = await startAddingPasskey(user, {}, caller)

  expect(options).toMatchObject({
    user: { name: user.email, id: Buffer.from(user.id).toString('base64url') },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: device.id }],
    attestation: 'none',
  })
  await expect(addWith(user, device, caller)).rejects.toMatchObject({ code: 'conflict' })
})

test('a device of another person cannot be added again', async () => {
  const { user: ann, device } = await createPersonWithPasskey('Ann')
  const bob = await createUser('Bob')

  await expect(addWith(bob, device, await signedInCaller(bob))).rejects.toMatchObject({
    code: 'conflict',
  })

  expect(await listPasskeys(bob)).toEqual([])
  expect(await signInWith(device, newCaller(), { userHandle: handleOf(ann) })).toMatchObject({
    user: { id: ann.id },
  })
})

test('long after the sign-in, it takes the password', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const caller = await signedInCaller(ann)
  await asSystem('test', (tx) =>
    tx
      .update(sessions)
      .set({ createdAt: new Date(Date.now() - 11 * 60_000) })
      .where(eq(sessions.userId, ann.id)),
  )

  await expect(startAddingPasskey(ann, {}, caller)).rejects.toMatchObject({
    code: 'invalid',
    field: 'currentPassword',
  })
  const confirmed = await startAddingPasskey(ann, { currentPassword: 'correct horse' }, caller)

  const response = newAuthenticator().create(confirmed.options)
  await addPasskey(ann, { challenge: confirmed.challenge, response }, caller)
  expect(await listPasskeys(ann)).toHaveLength(1)
})

test('a challenge works once, for the person and the session that confirmed it', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const [ofAnn, ofBob] = [await signedInCaller(ann), await signedInCaller(bob)]
  const { options, challenge } = await startAddingPasskey(ann, {}, ofAnn)
  const input = () => ({ challenge, response: newAuthenticator().create(options) })

  const expired = { code: 'not_found' }
  await expect(addPasskey(bob, input(), ofBob)).rejects.toMatchObject(expired)
  await expect(addPasskey(ann, input(), await signedInCaller(ann))).rejects.toMatchObject(expired)
  await addPasskey(ann, input(), ofAnn)
  await expect(addPasskey(ann, input(), ofAnn)).rejects.toMatchObject(expired)

  expect(await listPasskeys(ann)).toHaveLength(1)
  expect(await listPasskeys(bob)).toEqual([])
})

test.each<[string, Wrong]>([
  ['a page of another origin', { origin: 'https://evil.example.com' }],
  ['another relying party', { host: 'evil.example.com' }],
  ['another challenge', { challenge: 'AAAA' }],
  ['a device that does not know its user', { knowsUser: false }],
])('a new passkey of %s is refused', async (_, wrong) => {
  const ann = await createUser('Ann')

  await expect(
    addWith(ann, newAuthenticator(), await signedInCaller(ann), wrong),
  ).rejects.toMatchObject({ code: 'invalid' })

  expect(await listPasskeys(ann)).toEqual([])
})

test('a person has at most 20', async () => {
  const ann = await createUser('Ann')
  const caller = await signedInCaller(ann)
  for (let count = 0; count < 20; count++) await addWith(ann, newAuthenticator(), caller)

  await expect(addWith(ann, newAuthenticator(), caller)).rejects.toMatchObject({
    code: 'conflict',
    message: /Remove one first/,
  })
})

test('only its person renames and removes it', async () => {
  const ann = await createPersonWithPasskey('Ann')
  const bob = await createPersonWithPasskey('Bob')
  const id = ann.passkeyId
  const gone = { code: 'not_found' }

  await expect(renamePasskey(bob.user, { id, name: 'Stolen' }, bob.caller)).rejects.toMatchObject(
    gone,
  )
  await expect(removePasskey(bob.user, id, bob.caller)).rejects.toMatchObject(gone)
  for (let times = 1; times <= 2; times++) {
    await renamePasskey(ann.user, { id, name: 'Work laptop' }, ann.caller)
  }
  expect(await listPasskeys(ann.user)).toMatchObject([{ name: 'Work laptop' }])
  const { caller } = ann
  await removePasskey(ann.user, id, caller)

  expect(await listPasskeys(ann.user)).toEqual([])
  expect(await listPasskeys(bob.user)).toHaveLength(1)
  const { ipAddress } = caller
  expect((await listSecurityEvents(ann.user)).events).toMatchObject([
    { action: 'passkey.remove', ipAddress, data: { name: 'Work laptop' } },
    { action: 'passkey.rename', ipAddress, data: { to: 'Work laptop' } },
    { action: 'passkey.add' },
  ])
  expect(await queuedMails(ann.user.id)).toContainEqual(
    expect.objectContaining({ mail: 'passkey-removed', to: ann.user.email, wayIn: 'Work laptop' }),
  )
  await expect(removePasskey(ann.user, id, caller)).rejects.toMatchObject(gone)
  await expect(signInWith(ann.device)).rejects.toMatchObject({ code: 'invalid' })
})

test('the last way in stays', async () => {
  const ann = await personWithOnlyPasskey()
  const lastWayIn = { code: 'conflict', message: /only way to sign in/ }

  await expect(removePasskey(ann.user, ann.passkeyId, ann.caller)).rejects.toMatchObject(lastWayIn)
  expect(await signInWith(ann.device)).toHaveProperty('session')
  await connectProvider(ann.user, newIdentity(), ann.caller)
  await disconnectProvider(ann.user, 'github', ann.caller)
  await expect(removePasskey(ann.user, ann.passkeyId, ann.caller)).rejects.toMatchObject(lastWayIn)

  expect(await listPasskeys(ann.user)).toHaveLength(1)
})

test('of two removals at the same time, one leaves the last way in', async () => {
  // Several people, because two transactions do not always overlap.
  const people = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const person = await personWithOnlyPasskey()
      await connectProvider(person.user, newIdentity(), person.caller)
      return person
    }),
  )

  const attempts = people.map(({ user, passkeyId, caller }) =>
    Promise.allSettled([
      removePasskey(user, passkeyId, caller),
      disconnectProvider(user, 'github', caller),
    ]),
  )

  for (const results of await Promise.all(attempts)) {
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  }
})

async function personWithOnlyPasskey() {
  const person = await createPersonWithPasskey('Ann')
  await asSystem('test', async (tx) => {
    await tx.delete(passwords).where(eq(passwords.userId, person.user.id))
    await tx.delete(accounts).where(eq(accounts.userId, person.user.id))
  })
  return person
}

const handleOf = ({ id }: Actor) => Buffer.from(id).toString('base64url')
