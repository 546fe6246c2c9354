import { randomUUID } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import {
  cancelEmailChange,
  confirmEmailChange,
  requestEmailChange,
} from '@/lib/account/email-change'
import { changePassword } from '@/lib/account/password'
import { listSecurityEvents } from '@/lib/account/security-log'
import { revokeOtherSessions, revokeSession } from '@/lib/account/sessions'
import type { Actor, Caller } from '@/lib/auth/accounts'
import { deleteAccount } from '@/lib/leaving/delete-account'
import { connectProvider, disconnectProvider } from '@/lib/oauth/links'
import { acceptPendingLink } from '@/lib/oauth/pending-links'
import {
  addPasskey,
  removePasskey,
  renamePasskey,
  startAddingPasskey,
} from '@/lib/passkeys/passkeys'
import {
  disableTwoFactor,
  enableTwoFactor,
  replaceRecoveryCodes,
  setUpTwoFactor,
} from '@/lib/two-factor/two-factor'
import { createUserWithPassword } from '../auth/users'
import { blockedStatements } from '../blocked'
import { signedInCaller, uniqueEmail } from '../factories'
import { configureProviders, newIdentity } from '../oauth/identities'
import { newAuthenticator } from '../passkeys/authenticator'
import { insertChange } from './email-changes'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })
configureProviders()

type Act = (user: Actor, caller: Caller) => Promise<() => Promise<unknown>>

const PASSWORD = 'correct horse'
const code = '000000'

const acts: Record<string, Act> = {
  addPasskey: async (user, caller) => {
    const { options, challenge } = await startAddingPasskey(user, {}, caller)
    const response = newAuthenticator().create(options)
    return () => addPasskey(user, { challenge, response }, caller)
  },
  renamePasskey: async (user, caller) => () =>
    renamePasskey(user, { id: randomUUID(), name: 'Stolen' }, caller),
  removePasskey: async (user, caller) => () => removePasskey(user, randomUUID(), caller),
  connectProvider: async (user, caller) => () => connectProvider(user, newIdentity(), caller),
  disconnectProvider: async (user, caller) => () => disconnectProvider(user, 'github', caller),
  acceptPendingLink: async (user, caller) => () => acceptPendingLink(user, 'token', caller),
  requestEmailChange: async (user, caller) => () =>
    requestEmailChange(user, { email: uniqueEmail() }, caller),
  cancelEmailChange: async (user, caller) => {
    await insertChange(user, { newEmail: uniqueEmail() })
    return () => cancelEmailChange(user, caller)
  },
  confirmEmailChange: async (user, caller) => {
    const token = await insertChange(user, { newEmail: uniqueEmail() })
    return () => confirmEmailChange(user, token, caller)
  },
  changePassword: async (user, caller) => () =>
    changePassword(user, { currentPassword: PASSWORD, password: 'battery staple' }, caller),
  setUpTwoFactor: async (user, caller) => () => setUpTwoFactor(user, {}, caller),
  enableTwoFactor: async (user, caller) => () => enableTwoFactor(user, { code }, caller),
  replaceRecoveryCodes: async (user, caller) => () => replaceRecoveryCodes(user, { code }, caller),
  disableTwoFactor: async (user, caller) => () => disableTwoFactor(user, { code }, caller),
  revokeSession: async (user, caller) => () => revokeSession(user, randomUUID(), caller),
  revokeOtherSessions: async (user, caller) => () => revokeOtherSessions(user, caller),
  deleteAccount: async (user, caller) => () =>
    deleteAccount(user, { confirmation: user.email }, caller),
}

test.each(Object.entries(acts))(
  '%s changes nothing if its session ends while it waits',
  async (_, prepare) => {
    const ann = await createUserWithPassword('Ann', PASSWORD)
    const run = await prepare(ann, await signedInCaller(ann))

    const { running } = await asSystem('test', async (tx) => {
      await tx.select().from(users).where(eq(users.id, ann.id)).for('update')
      const running = run().catch((error) => error)
      expect(await blockedStatements([running])).not.toEqual([])
      await tx.delete(sessions).where(eq(sessions.userId, ann.id))
      return { running }
    })

    expect(await running).toMatchObject({ code: 'unauthenticated' })
    expect((await listSecurityEvents(ann)).events).toEqual([])
  },
)

test('the session of another person does not count', async () => {
  const ann = await createUserWithPassword('Ann', PASSWORD)
  const bob = await createUserWithPassword('Bob', PASSWORD)

  const attempt = connectProvider(ann, newIdentity(), await signedInCaller(bob))

  await expect(attempt).rejects.toMatchObject({ code: 'unauthenticated' })
})
