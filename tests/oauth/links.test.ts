import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { passwords } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import { findWaysIn } from '@/lib/account/ways-in'
import { env } from '@/lib/env'
import { connectProvider, disconnectProvider } from '@/lib/oauth/links'
import { signInWithProvider } from '@/lib/oauth/sign-in'
import { createUser, newCaller, signedInCaller, uniqueEmail } from '../factories'
import { queuedMails } from '../queue'
import { configureProviders, newIdentity } from './identities'

configureProviders()

test('connecting a provider lets the user sign in with it, and is recorded', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const identity = newIdentity()
  const caller = await signedInCaller(ann)

  await connectProvider(ann, identity, caller)
  await connectProvider(ann, identity, caller)

  expect(await signInWithProvider(identity, newCaller())).toMatchObject({ user: { id: ann.id } })
  expect((await findWaysIn(ann)).linked).toEqual([{ provider: 'github', email: identity.email }])
  expect((await findWaysIn(bob)).linked).toEqual([])
  const { events: all } = await listSecurityEvents(ann)
  const events = all.filter(({ action }) => action === 'provider.link')
  expect(events).toMatchObject([{ ipAddress: caller.ipAddress, data: { provider: 'GitHub' } }])
  const mails = (await queuedMails(ann.id)).filter(({ mail }) => mail === 'provider-connected')
  expect(mails).toMatchObject([{ to: ann.email, wayIn: 'GitHub' }])
})

test('an account at a provider that another user has connected is refused', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const identity = newIdentity()
  await connectProvider(bob, identity, await signedInCaller(bob))

  await expect(connectProvider(ann, identity, await signedInCaller(ann))).rejects.toMatchObject({
    code: 'conflict',
    message: 'This GitHub account is already connected to another account.',
  })

  expect((await findWaysIn(ann)).linked).toEqual([])
  expect(await signInWithProvider(identity, newCaller())).toMatchObject({ user: { id: bob.id } })
})

test('a second account at the same provider is refused', async () => {
  const ann = await createUser('Ann')
  const first = newIdentity()
  await connectProvider(ann, first, await signedInCaller(ann))

  await expect(
    connectProvider(ann, newIdentity(), await signedInCaller(ann)),
  ).rejects.toMatchObject({
    code: 'conflict',
    message: 'Another GitHub account is already connected. Disconnect it first.',
  })

  expect((await findWaysIn(ann)).linked).toEqual([{ provider: 'github', email: first.email }])
})

test('a disconnected provider no longer signs in, and the other user keeps theirs', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const [ofAnn, ofBob] = [newIdentity(ann.email), newIdentity()]
  await connectProvider(ann, ofAnn, await signedInCaller(ann))
  await connectProvider(bob, ofBob, await signedInCaller(bob))
  const caller = await signedInCaller(ann)

  await disconnectProvider(ann, 'github', caller)

  expect(await signInWithProvider(ofAnn, newCaller())).toHaveProperty('pendingLink')
  expect(await signInWithProvider(ofBob, newCaller())).toMatchObject({ user: { id: bob.id } })
  expect((await listSecurityEvents(ann)).events[0]).toMatchObject({
    ipAddress: caller.ipAddress,
    action: 'provider.unlink',
    data: { provider: 'GitHub' },
  })
  const mails = { mail: 'provider-disconnected', to: ann.email, wayIn: 'GitHub' }
  expect((await queuedMails(ann.id)).filter(({ mail }) => mail === mails.mail)).toMatchObject([
    mails,
  ])
  await expect(disconnectProvider(ann, 'github', caller)).rejects.toMatchObject({
    code: 'not_found',
  })
})

test('the last way in stays connected', async () => {
  const ann = await userWithTwoProviders()

  await disconnectProvider(ann, 'github', await signedInCaller(ann))
  await expect(disconnectProvider(ann, 'google', await signedInCaller(ann))).rejects.toMatchObject({
    code: 'conflict',
    message: 'This is your only way to sign in. Set a password first.',
  })

  expect(await findWaysIn(ann)).toMatchObject({ linked: [{ provider: 'google' }] })
})

test('of two disconnections at the same time, one is refused', async () => {
  // Several people, because two transactions do not always overlap.
  const people = await Promise.all(Array.from({ length: 8 }, userWithTwoProviders))

  const attempts = people.map(async (user) => {
    const caller = await signedInCaller(user)
    return Promise.allSettled([
      disconnectProvider(user, 'github', caller),
      disconnectProvider(user, 'google', caller),
    ])
  })

  for (const results of await Promise.all(attempts)) {
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  }
})

test('a provider whose variables are no longer set is no way in', async () => {
  const ann = await userWithoutPassword()
  await connectProvider(ann, newIdentity(), await signedInCaller(ann))
  await connectProvider(ann, newIdentity(uniqueEmail(), 'oidc'), await signedInCaller(ann))
  Object.assign(env(), { AUTH_OIDC_ID: undefined })

  await expect(disconnectProvider(ann, 'github', await signedInCaller(ann))).rejects.toMatchObject({
    code: 'conflict',
  })
})

async function userWithoutPassword() {
  const user = await createUser('Ann')
  await asSystem('test', (tx) => tx.delete(passwords).where(eq(passwords.userId, user.id)))
  return user
}

async function userWithTwoProviders() {
  const user = await userWithoutPassword()
  await connectProvider(user, newIdentity(), await signedInCaller(user))
  await connectProvider(user, newIdentity(uniqueEmail(), 'google'), await signedInCaller(user))
  return user
}
