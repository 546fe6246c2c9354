import { expect, test } from 'vitest'
import { listSecurityEvents } from '@/lib/account/security-log'
import { listActivity } from '@/lib/audit/list-activity'
import { findDeletedAccount, restoreAccount } from '@/lib/leaving/restore-account'
import { listMembers, removeMember } from '@/lib/orgs/memberships'
import {
  createOrg as create,
  deleteOrg,
  listDeletedOrgs,
  listOrgs,
  restoreOrg,
} from '@/lib/orgs/orgs'
import { findScope } from '@/lib/orgs/scope'
import { contentsOf } from '../contents'
import {
  createOrg,
  createUser,
  newCaller,
  openSession,
  startSession,
  uniqueSlug,
} from '../factories'
import { watchAnotherOrg } from '../orgs/another-org'
import { comeBack, deletedAtOf, leave, leftDaysAgo } from './leave'

watchAnotherOrg()

test('a person who signs in within 30 days restores the account and the orgs deleted with it', async () => {
  const acme = await createOrg('Acme')
  const { user } = acme.admin
  const globex = await create(user, { name: 'Globex', slug: uniqueSlug() })
  await deleteOrg(globex, globex.org.slug)
  const before = await contentsOf(acme)
  await leave(user)
  await leftDaysAgo(user, 29)
  const session = await startSession(user.id)
  const caller = { ...newCaller(), session: session.token }
  expect(await findDeletedAccount(caller)).toMatchObject({ user: { id: user.id } })

  expect(await restoreAccount(caller)).toMatchObject({ id: user.id, email: user.email })

  expect(await openSession(session.token)).toMatchObject({ user: { id: user.id } })
  expect(await findDeletedAccount(caller)).toBeNull()
  expect((await listOrgs(user)).map(({ name }) => name)).toEqual(['Acme'])
  expect((await listDeletedOrgs(user)).map(({ name }) => name)).toEqual(['Globex'])
  const { 'public.orgs': orgs, 'public.memberships': members } = await contentsOf(acme)
  expect(orgs).toEqual(before['public.orgs'])
  expect(members).toEqual(before['public.memberships'])
  const [newest] = await listActivity(acme.admin, { limit: 1 })
  expect(newest).toMatchObject({ action: 'org.restore', actorName: 'Ada' })
  expect((await listSecurityEvents(user)).events[0]).toMatchObject({ action: 'account.restore' })
})

test('a member is a member again with the same role, and the team sees it', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('admin')
  await leave(bob.user)

  await comeBack(bob.user)

  expect(await findScope(bob.user, acme.admin.org)).toMatchObject({ membership: { role: 'admin' } })
  const { members } = await listMembers(acme.admin)
  expect(members.map(({ deletedAt }) => deletedAt)).toEqual([null, null])
  const [newest] = await listActivity(acme.admin, { limit: 1 })
  expect(newest).toMatchObject({ action: 'membership.restore_account', actorId: bob.user.id })
})

test('a member who was removed meanwhile does not come back to the org', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('admin')
  await leave(bob.user)
  await removeMember(acme.admin, bob.user.id)
  const before = await contentsOf(acme)

  await comeBack(bob.user)

  expect(await findScope(bob.user, acme.admin.org)).toBeNull()
  expect(await contentsOf(acme)).toEqual(before)
})

test('an org that an admin deleted meanwhile stays deleted', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('admin')
  await leave(bob.user)
  await deleteOrg(acme.admin, acme.admin.org.slug)

  await comeBack(bob.user)

  expect(await listOrgs(bob.user)).toEqual([])
  expect(await listDeletedOrgs(bob.user)).toMatchObject([{ name: 'Acme', deletedByName: 'Ada' }])
})

test('an org that a restored admin has restored is not restored twice', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('admin')
  await leave(bob.user)
  await leave(acme.admin.user)
  await comeBack(bob.user)
  await restoreOrg(bob.user, acme.id)

  await comeBack(acme.admin.user)

  const actions = (await listActivity(bob, { limit: 2 })).map(({ action }) => action)
  expect(actions).toEqual(['membership.restore_account', 'org.restore'])
})

test('after 30 days, nothing is restored', async () => {
  const acme = await createOrg('Acme')
  const { user } = acme.admin
  await leave(user)
  await leftDaysAgo(user, 31)
  const before = await contentsOf(acme)

  await expect(comeBack(user)).rejects.toMatchObject({
    code: 'not_found',
    message: 'This account can no longer be restored.',
  })

  expect(await deletedAtOf(user)).not.toBeNull()
  expect(await contentsOf(acme)).toEqual(before)
})

test('only a session of the account restores it', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  await leave(ann)
  const ofBob = await startSession(bob.id)

  for (const session of [undefined, '', 'forged', ofBob.token]) {
    const attempt = restoreAccount({ ...newCaller(), session })
    await expect(attempt).rejects.toMatchObject({ code: 'not_found' })
  }

  expect(await deletedAtOf(ann)).not.toBeNull()
})

test('of two restorations at the same time, one is made', async () => {
  const acme = await createOrg('Acme')
  const { user } = acme.admin
  await leave(user)

  const results = await Promise.allSettled([comeBack(user), comeBack(user)])

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await listActivity(acme.admin, { action: 'org.restore', limit: 9 })).toHaveLength(1)
})
