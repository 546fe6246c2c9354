import { expect, test } from 'vitest'
import { accounts } from '@/db/schema/accounts'
import { asSystem } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import { hashSessionToken } from '@/lib/auth/sessions'
import { exportAccount } from '@/lib/leaving/export-account'
import { createProject } from '@/lib/projects/projects'
import { createUserWithPassword } from '../auth/users'
import { createUser, newCaller, signedInCaller, startSession, uniqueName } from '../factories'
import { newAuthenticator } from '../passkeys/authenticator'
import { addWith } from '../passkeys/people'

test('a person gets their profile, devices, events and projects, and nothing of others', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const [project, secret] = [uniqueName('Moonshot'), uniqueName('Secret')]
  await createProject(ann, { name: project })
  await createProject(bob, { name: secret })
  await startSession(ann.id)
  const provider = { provider: 'github', providerAccountId: uniqueName('id'), email: ann.email }
  await asSystem('test', (tx) => tx.insert(accounts).values({ userId: ann.id, ...provider }))

  const { text, data } = await download(ann)

  expect(data).toMatchObject({
    profile: { id: ann.id, name: 'Ann', email: ann.email },
    connectedAccounts: [{ provider: 'github', id: provider.providerAccountId }],
    sessions: [{ expiresAt: expect.any(String) }],
    securityEvents: [{ action: 'data.download' }],
    projects: [{ name: project }],
    tasks: [],
  })
  expect(text).not.toContain(secret)
  expect(text).not.toContain(bob.id)
})

test('the data has no secrets', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const device = newAuthenticator()
  const caller = await signedInCaller(ann)
  await addWith(ann, device, caller)
  const token = caller.session ?? ''

  const { text, data } = await download(ann)

  expect(data.passkeys).toEqual([
    { name: 'Unknown device', createdAt: expect.any(String), lastUsedAt: null },
  ])
  const secrets = [token, hashSessionToken(token), 'scrypt', device.id, 'public_key', 'publicKey']
  for (const secret of secrets) expect(text).not.toContain(secret)
})

async function download(user: Actor) {
  const text = await exportAccount(user, newCaller())
  return { text, data: JSON.parse(text) }
}
