import { eq, inArray } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { type EmailLinkPurpose, emailLinks, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { listSecurityEvents } from '@/lib/account/security-log'
import { requireVerifiedEmail } from '@/lib/auth/accounts'
import { endOtherSessions, resetPassword } from '@/lib/auth/password-reset'
import { signToken } from '@/lib/auth/tokens'
import { findEmailLink, requestEmailLink } from '@/lib/email-links/email-links'
import { signInByLink } from '@/lib/email-links/sign-in-link'
import { createUser, newCaller, openSession, startSession, uniqueEmail } from '../factories'
import { queuedMails } from '../queue'

const invalidLink = { code: 'not_found' }

test('the link signs in its account, and the sign-in is in the security log', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  await requestEmailLink('sign-in-link', { email: ann.email, returnTo: '/orgs' }, newCaller())
  const before = await startSession(bob.id)

  const { user, session, returnTo } = await signInByLink(await tokenFor(ann.email), {
    ...newCaller(),
    session: before.token,
  })

  expect({ user, returnTo }).toMatchObject({ user: { id: ann.id }, returnTo: '/orgs' })
  expect(await openSession(session?.token ?? '')).toMatchObject({ user: { id: ann.id } })
  expect(await openSession(before.token)).toBe(null)
  expect((await listSecurityEvents(ann)).events).toMatchObject([
    { action: 'session.create', data: { method: 'email link' } },
  ])
  expect((await listSecurityEvents(bob)).events).toEqual([])
})

test('the link works once, also if it is used twice at the same time', async () => {
  const ann = await createUser('Ann')
  const token = await insertLink({ email: ann.email })

  const results = await Promise.allSettled([
    signInByLink(token, newCaller()),
    signInByLink(token, newCaller()),
  ])

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  await expect(signInByLink(token, newCaller())).rejects.toMatchObject(invalidLink)
  expect((await listSecurityEvents(ann)).events).toHaveLength(1)
})

test('looking at a link does not use it up', async () => {
  const ann = await createUser('Ann')
  const token = await insertLink({ email: ann.email })

  for (let count = 0; count < 3; count++) {
    expect(await findEmailLink('sign-in-link', token)).toEqual({
      email: ann.email,
      returnTo: null,
    })
  }

  expect(await signInByLink(token, newCaller())).toMatchObject({ user: { id: ann.id } })
  expect(await findEmailLink('sign-in-link', token)).toBe(null)
})

test('the link works for 15 minutes', async () => {
  const ann = await createUser('Ann')
  await requestEmailLink('sign-in-link', { email: ann.email }, newCaller())
  const [link] = await linksOf(ann.email)
  const minutes = ((link?.expiresAt.getTime() ?? 0) - Date.now()) / 60_000
  expect(minutes).toBeGreaterThan(14)
  expect(minutes).toBeLessThanOrEqual(15)

  const expired = await insertLink({ email: ann.email, expiresAt: new Date(Date.now() - 1000) })

  expect(await findEmailLink('sign-in-link', expired)).toBe(null)
  await expect(signInByLink(expired, newCaller())).rejects.toMatchObject(invalidLink)
  expect((await listSecurityEvents(ann)).events).toEqual([])
})

test('a link is only for its purpose, and a forged one signs nobody in', async () => {
  const ann = await createUser('Ann')
  const [id = '', mac = ''] = (await insertLink({ email: ann.email })).split('.')
  const reset = await insertLink({ email: ann.email }, 'password-reset')
  const forged = [
    reset,
    signToken('sign-in-link', reset.split('.')[0] ?? ''),
    signToken('password-reset', id),
    `${id}.${'A'.repeat(mac.length)}`,
    id,
    '',
  ]

  for (const token of forged) {
    expect(await findEmailLink('sign-in-link', token)).toBe(null)
    await expect(signInByLink(token, newCaller())).rejects.toMatchObject(invalidLink)
  }
  await expect(
    resetPassword(signToken('password-reset', id), 'battery staple', newCaller()),
  ).rejects.toMatchObject(invalidLink)

  expect((await listSecurityEvents(ann)).events).toEqual([])
  expect(await linksOf(ann.email)).toHaveLength(2)
})

test('known and unknown emails get the same result and the same rows', async () => {
  const ann = await createUser('Ann')
  const unknown = uniqueEmail()

  const results = [
    await requestEmailLink('sign-in-link', { email: ann.email }, newCaller()),
    await requestEmailLink('sign-in-link', { email: unknown }, newCaller()),
  ]

  expect(results).toEqual([undefined, undefined])
  const rows = [await linksOf(ann.email), await linksOf(unknown)].flat()
  const jobs = (await Promise.all(rows.map(({ id }) => queuedMails(id)))).flat()
  expect(jobs).toEqual([
    { mail: 'sign-in-link', to: ann.email, id: rows[0]?.id, name: 'Ann' },
    { mail: 'sign-in-link', to: unknown, id: rows[1]?.id, name: null },
  ])
  const [, mac = 'none'] = signToken('sign-in-link', rows[0]?.id ?? '').split('.')
  expect(JSON.stringify([rows, jobs])).not.toContain(mac)
})

test('a link for an email without an account signs nobody in', async () => {
  const token = await insertLink({ email: uniqueEmail() })

  await expect(signInByLink(token, newCaller())).rejects.toMatchObject(invalidLink)
})

test('signing in by a link verifies the email of its account only', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const isVerified = ({ id }: { id: string }) =>
    asSystem('test', (tx) => requireVerifiedEmail(tx, { id })).then(Boolean, () => false)
  await asSystem('test', (tx) =>
    tx
      .update(users)
      .set({ emailVerified: null })
      .where(inArray(users.id, [ann.id, bob.id])),
  )

  await signInByLink(await insertLink({ email: ann.email }), newCaller())

  expect([await isVerified(ann), await isVerified(bob)]).toEqual([true, false])
})

test('a new password ends the sign-in links of its account only', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const [forAnn, forBob] = [
    await insertLink({ email: ann.email }),
    await insertLink({ email: bob.email }),
  ]

  await asSystem('test', (tx) => endOtherSessions(tx, ann))

  await expect(signInByLink(forAnn, newCaller())).rejects.toMatchObject(invalidLink)
  expect(await signInByLink(forBob, newCaller())).toMatchObject({ user: { id: bob.id } })
})

/** Inserts a link and returns its token. */
async function insertLink(
  values: { email: string; expiresAt?: Date },
  purpose: EmailLinkPurpose = 'sign-in-link',
) {
  const expiresAt = new Date(Date.now() + 60_000)
  const [row] = await asSystem('test', (tx) =>
    tx
      .insert(emailLinks)
      .values({ purpose, expiresAt, ...values })
      .returning({ id: emailLinks.id }),
  )
  return signToken(purpose, row?.id ?? '')
}

async function tokenFor(email: string) {
  const [row] = await linksOf(email)
  return signToken('sign-in-link', row?.id ?? '')
}

function linksOf(email: string) {
  return asSystem('test', (tx) => tx.select().from(emailLinks).where(eq(emailLinks.email, email)))
}
