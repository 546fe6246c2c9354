import { expect, test, vi } from 'vitest'
import { findSignUp, resendSignUp } from '@/lib/auth/sign-up'
import { signToken } from '@/lib/auth/tokens'
import { cleanUp } from '@/lib/jobs/clean-up'
import { throttle } from '@/lib/throttle/throttle'
import { createUser, newCaller, newIpAddress, uniqueEmail } from '../factories'
import { queuedMails } from '../queue'
import { HOUR, insertSignUp, signUpsOf, verify } from './sign-ups'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

test('the mail of a sign-up is sent again, and its link works for another day', async () => {
  const email = uniqueEmail()
  const other = await insertSignUp({ email: uniqueEmail(), expiresAt: new Date(Date.now() - 1000) })
  const token = await insertSignUp({ email, expiresAt: new Date(Date.now() - 1000) })
  const [id = ''] = token.split('.')
  expect(await findSignUp(token)).toEqual({ id, email, isOpen: false })

  await resendSignUp(id, newCaller())

  const mail = { mail: 'sign-up', to: email, id, name: 'Ann', hasAccount: false }
  expect(await queuedMails(id)).toEqual([mail])
  expect(await findSignUp(token)).toEqual({ id, email, isOpen: true })
  const [row] = await signUpsOf(email)
  expect((row?.expiresAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * HOUR)
  expect(await verify(token)).toMatchObject({ user: { email } })
  expect(await findSignUp(other)).toMatchObject({ isOpen: false })
})

test('sending again looks the same for a known email and for one that was verified since', async () => {
  const known = await createUser('Ann')
  const email = uniqueEmail()
  const [forKnown = ''] = (await insertSignUp({ email: known.email })).split('.')
  const [verified = ''] = (await insertSignUp({ email })).split('.')
  await verify(await insertSignUp({ email }))

  const results = [
    await resendSignUp(forKnown, newCaller()),
    await resendSignUp(verified, newCaller()),
  ]

  expect(results).toEqual([undefined, undefined])
  expect(await queuedMails(forKnown)).toMatchObject([{ to: known.email, hasAccount: true }])
  expect(await queuedMails(verified)).toEqual([])
})

test('a link is found until the email is verified, and only by its token', async () => {
  const token = await insertSignUp({ email: uniqueEmail() })
  const [id = ''] = token.split('.')
  for (const forged of [id, signToken('password-reset', id), 'nonsense', '']) {
    expect(await findSignUp(forged)).toBeNull()
  }
  expect(await findSignUp(token)).toMatchObject({ isOpen: true })

  await verify(token)

  expect(await findSignUp(token)).toBeNull()
})

test.each(['email', 'ipAddress'])('sending again is throttled by %s', async (key) => {
  const email = uniqueEmail()
  const ipAddress = newIpAddress()
  const [id = ''] = (await insertSignUp({ email })).split('.')
  await throttle('sign-up', key === 'email' ? { email, points: 5 } : { ipAddress, points: 200 })

  await expect(resendSignUp(id, { ipAddress })).rejects.toMatchObject({ code: 'rate_limited' })
  expect(await queuedMails(id)).toEqual([])
})

test('an expired link can be renewed for a week', async () => {
  const daysAgo = (days: number) => new Date(Date.now() - days * 24 * HOUR)
  const token = await insertSignUp({ email: uniqueEmail(), expiresAt: daysAgo(6.9) })
  const old = await insertSignUp({ email: uniqueEmail(), expiresAt: daysAgo(7.1) })

  await cleanUp()

  expect(await findSignUp(token)).toMatchObject({ isOpen: false })
  expect(await findSignUp(old)).toBeNull()
})
