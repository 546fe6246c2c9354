import { expect, test } from 'vitest'
import { accounts } from '@/db/schema/system/accounts'
import { asSystem } from '@/db/transactions'
import type { Actor } from '@/lib/auth/accounts'
import { hashSessionToken } from '@/lib/auth/sessions'
import { exportAccount } from '@/lib/leaving/export-account'
import { createProject } from '@/lib/projects/projects'
import { insertEntries } from '../audit/insert-entries'
import { createUserWithPassword } from '../auth/users'
import {
  createOrg,
  createUser,
  newCaller,
  signedInCaller,
  startSession,
  uniqueName,
} from '../factories'
import { watchAnotherOrg } from '../orgs/another-org'
import { invite } from '../orgs/invite'
import { newAuthenticator } from '../passkeys/authenticator'
import { addWith } from '../passkeys/people'

watchAnotherOrg()

test('a person gets their profile, orgs, invitations, devices, events and what they did', async () => {
  const [acme, globex] = [await createOrg('Acme'), await createOrg('Globex')]
  const { user } = acme.admin
  const [project, secret] = [uniqueName('Moonshot'), uniqueName('Secret')]
  await createProject(acme.admin, { name: project })
  await createProject(await acme.join('member'), { name: secret })
  await createProject(globex.admin, { name: secret })
  await invite(globex, user)
  await startSession(user.id)
  const provider = {
    provider: 'github',
    providerAccountId: uniqueName('id'),
    email: user.email,
  }
  await asSystem('test', (tx) => tx.insert(accounts).values({ userId: user.id, ...provider }))

  const { text, data } = await download(user)

  expect(data).toMatchObject({
    profile: { id: user.id, name: 'Ada', email: user.email },
    connectedAccounts: [{ provider: 'github', id: provider.providerAccountId }],
    organizations: [{ name: 'Acme', url: acme.admin.org.slug, role: 'admin' }],
    invitationsReceived: [{ organization: 'Globex', role: 'member', status: 'pending' }],
    invitationsSent: [{ organization: 'Acme', status: 'accepted' }],
    sessions: [{ expiresAt: expect.any(String) }],
    securityEvents: [{ action: 'data.download' }],
  })
  expect(data.activity).toMatchObject([
    { organization: 'Acme', action: 'invitation.create' },
    { organization: 'Acme', action: 'project.create', data: { name: project } },
    { organization: 'Acme', action: 'org.create' },
  ])
  expect(text).not.toContain(secret)
})

test('the data has no secrets, and nothing of other people', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const bob = await createUser('Bob')
  const device = newAuthenticator()
  const caller = await signedInCaller(ann)
  await addWith(ann, device, caller)
  const token = caller.session ?? ''
  await startSession(bob.id)

  const { text, data } = await download(ann)

  expect(data.sessions).toHaveLength(1)
  expect(data.passkeys).toEqual([
    { name: 'Unknown device', createdAt: expect.any(String), lastUsedAt: null },
  ])

  const ofPasskey = [device.id, 'public_key', 'publicKey']
  for (const secret of [
    token,
    hashSessionToken(token),
    'scrypt',
    ...ofPasskey,
    bob.id,
    bob.email,
  ]) {
    expect(text).not.toContain(secret)
  }
})

test('all of the activity is in the file, however much it is', async () => {
  const acme = await createOrg('Acme')
  const { user } = acme.admin
  const entries = Array.from({ length: 1001 }, (_, n) => ({
    actorId: user.id,
    data: { name: `N${n}` },
  }))
  await insertEntries(acme, entries)

  const { data } = await download(user)

  const names = data.activity.map(({ data }: { data: { name: string } }) => data.name)
  expect(new Set(names).size).toBe(1002)
})

async function download(user: Actor) {
  const text = await new Response(await exportAccount(user, newCaller())).text()
  return { text, data: JSON.parse(text) }
}
