import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { pendingLinks } from '@/db/schema/system/accounts'
import { asSystem } from '@/db/transactions'
import { findWaysIn } from '@/lib/account/ways-in'
import { cleanUp } from '@/lib/jobs/clean-up'
import { acceptPendingLink, findPendingLink } from '@/lib/oauth/pending-links'
import { signInWithProvider } from '@/lib/oauth/sign-in'
import { createUser, newCaller, signedInCaller } from '../factories'
import { queuedMails } from '../queue'
import { configureProviders, newIdentity } from './identities'

configureProviders()

const notFound = { code: 'not_found' }

test('a pending link is made once, after which the provider signs in', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const { identity, token } = await pendingLinkFor(ann)
  const another = await pendingLinkFor(bob)

  expect(await findPendingLink(token)).toEqual({ provider: identity.provider, email: ann.email })
  await acceptPendingLink(ann, token, await signedInCaller(ann))

  expect(await signInWithProvider(identity, newCaller())).toMatchObject({ user: { id: ann.id } })
  expect(await findPendingLink(token)).toBe(null)
  await expect(acceptPendingLink(ann, token, await signedInCaller(ann))).rejects.toMatchObject(
    notFound,
  )
  expect(await queuedMails(ann.id)).toContainEqual(
    expect.objectContaining({ mail: 'provider-connected', to: ann.email, wayIn: 'GitHub' }),
  )
  expect(await findPendingLink(another.token)).toMatchObject({ email: bob.email })
  expect((await findWaysIn(bob)).linked).toEqual([])
})

test('another user cannot make the link, and it stays open for its user', async () => {
  const [ann, mallory] = [await createUser('Ann'), await createUser('Mallory')]
  const { token } = await pendingLinkFor(ann)

  await expect(
    acceptPendingLink(mallory, token, await signedInCaller(mallory)),
  ).rejects.toMatchObject(notFound)

  expect((await findWaysIn(mallory)).linked).toEqual([])
  await acceptPendingLink(ann, token, await signedInCaller(ann))
  expect((await findWaysIn(ann)).linked).toHaveLength(1)
})

test('an expired link is not made, and is deleted later', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const { token } = await pendingLinkFor(ann)
  const open = await pendingLinkFor(bob)
  await asSystem('test', (tx) =>
    tx
      .update(pendingLinks)
      .set({ expiresAt: new Date(Date.now() - 1) })
      .where(eq(pendingLinks.userId, ann.id)),
  )

  expect(await findPendingLink(token)).toBe(null)
  await expect(acceptPendingLink(ann, token, await signedInCaller(ann))).rejects.toMatchObject(
    notFound,
  )
  await cleanUp()

  expect(await rowsOf(ann)).toEqual([])
  expect(await findPendingLink(open.token)).toMatchObject({ email: bob.email })
})

test('a link expires after 15 minutes, and only the hash of its token is stored', async () => {
  const ann = await createUser('Ann')
  const before = Date.now()
  const { token } = await pendingLinkFor(ann)

  const [row] = await rowsOf(ann)

  const minutes = (Number(row?.expiresAt) - before) / 60_000
  expect(Math.round(minutes)).toBe(15)
  expect(JSON.stringify(row)).not.toContain(token)
  expect(await findPendingLink(row?.tokenHash ?? '')).toBe(null)
})

async function pendingLinkFor({ email }: { email: string }) {
  const identity = newIdentity(email)
  const result = await signInWithProvider(identity, newCaller())
  if (!('pendingLink' in result)) throw new Error('It was signed in.')
  return { identity, token: result.pendingLink }
}

function rowsOf({ id }: { id: string }) {
  return asSystem('test', (tx) => tx.select().from(pendingLinks).where(eq(pendingLinks.userId, id)))
}
