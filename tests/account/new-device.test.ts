import { expect, test, vi } from 'vitest'
import { asSystem } from '@/db/transactions'
import { createAccount } from '@/lib/auth/accounts'
import { completeSignIn } from '@/lib/auth/complete-sign-in'
import { rememberDevice } from '@/lib/auth/devices'
import { signIn } from '@/lib/auth/sign-in'
import { createUserWithPassword } from '../auth/users'
import { createUser, newCaller, uniqueEmail } from '../factories'
import { queuedMails } from '../queue'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0'

test('a sign-in on a new device is announced to its owner only, once the password is right', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const bob = await createUser('Bob')
  const caller = { ...newCaller(), userAgent: FIREFOX, devices: rememberDevice('', bob.email) }
  const { email } = ann

  await expect(signIn({ email, password: 'wrong' }, caller)).rejects.toThrow()
  expect(await queuedMails(ann.id)).toEqual([])
  await signIn({ email, password: 'correct horse' }, caller)

  const device = 'Firefox on Windows'
  const facts = { name: 'Ann', device, ipAddress: caller.ipAddress }
  const dates = { timeZone: null, locale: null }
  expect(await queuedMails(ann.id)).toEqual([
    { mail: 'new-device', to: email, id: ann.id, ...facts, dates },
  ])
  expect(await queuedMails(bob.id)).toEqual([])
})

test('a known device is not announced', async () => {
  const ann = await createUser('Ann')
  const caller = { ...newCaller(), devices: rememberDevice('', ann.email) }

  await asSystem('test', (tx) => completeSignIn(tx, ann, caller, 'password'))

  expect(await queuedMails(ann.id)).toEqual([])
})

test('the sign-in that creates an account is not announced', async () => {
  const account = { name: 'Ann', email: uniqueEmail(), passwordHash: 'none' }

  const id = await asSystem('test', async (tx) => {
    const user = await createAccount(tx, account)
    if (!user) throw new Error('The account is missing.')
    await completeSignIn(tx, user, newCaller(), 'email verification')
    return user.id
  })

  expect(await queuedMails(id)).toEqual([])
})
