import { expect, test, vi } from 'vitest'
import { listSecurityEvents } from '@/lib/account/security-log'
import { listActivity } from '@/lib/audit/list-activity'
import { signToken } from '@/lib/auth/tokens'
import { deleteAccount } from '@/lib/leaving/delete-account'
import { listAffectedOrgs } from '@/lib/leaving/orgs/affected-orgs'
import { findDeletedAccount } from '@/lib/leaving/restore-account'
import { inviteMembers } from '@/lib/orgs/invitations'
import { handOver, leaveOrg, listMembers, makeAdmin, makeMember } from '@/lib/orgs/memberships'
import { listDeletedOrgs, listOrgs } from '@/lib/orgs/orgs'
import { findInvitation } from '@/lib/orgs/received-invitations'
import { createProject } from '@/lib/projects/projects'
import { addTask, assignTask } from '@/lib/projects/tasks'
import { createUserWithPassword } from '../auth/users'
import { contentsOf } from '../contents'
import {
  createOrg,
  createUser,
  newCaller,
  openSession,
  signedInAnHourAgo,
  signedInCaller,
  startSession,
} from '../factories'
import { watchAnotherOrg } from '../orgs/another-org'
import { invite } from '../orgs/invite'
import { queuedMails } from '../queue'
import { deletedAtOf, leave } from './leave'

// A real hash is slow by design.
vi.setConfig({ testTimeout: 60_000 })

watchAnotherOrg()

test('a deletion ends all sessions of the person only, and a mail says until when', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  const sessions = [await startSession(ann.id), await startSession(ann.id)]
  const ofBob = await startSession(bob.id)

  await leave(ann)

  for (const { token } of sessions) {
    expect(await openSession(token)).toBeNull()
    expect(await findDeletedAccount({ ...newCaller(), session: token })).toBeNull()
  }
  expect(await openSession(ofBob.token)).not.toBeNull()
  expect(await deletedAtOf(bob)).toBeNull()
  const purgedFrom = new Date(Number(await deletedAtOf(ann)) + 30 * 24 * 60 * 60 * 1000)
  expect(await queuedMails(ann.id)).toEqual([
    {
      mail: 'account-deleted',
      to: ann.email,
      id: ann.id,
      name: 'Ann',
      purgedFrom: purgedFrom.toISOString(),
      dates: { timeZone: null, locale: null },
    },
  ])
  expect((await listSecurityEvents(ann)).events).toMatchObject([{ action: 'account.delete' }])
})

test('a new session of a deleted account opens nothing', async () => {
  const ann = await createUser('Ann')
  await leave(ann)

  const { token } = await startSession(ann.id)

  expect(await openSession(token)).toBeNull()
})

test.each(['', 'ann', 'other@example.com'])(
  'typing %j instead of the email deletes nothing',
  async (confirmation) => {
    const ann = await createUser('Ann')

    const attempt = deleteAccount(
      ann,
      { confirmation, currentPassword: '' },
      await signedInCaller(ann),
    )

    await expect(attempt).rejects.toMatchObject({
      code: 'invalid',
      field: 'confirmation',
      message: `Type ${ann.email} to confirm.`,
    })
    expect(await deletedAtOf(ann)).toBeNull()
  },
)

test('a person with a password needs it, and guesses are throttled', async () => {
  const ann = await createUserWithPassword('Ann', 'correct horse')
  const deleteWith = (currentPassword: string) =>
    deleteAccount(ann, { confirmation: ann.email, currentPassword }, newCaller())

  for (let attempt = 1; attempt <= 10; attempt++) {
    await expect(deleteWith('')).rejects.toMatchObject({
      code: 'invalid',
      field: 'currentPassword',
    })
  }
  await expect(deleteWith('correct horse')).rejects.toMatchObject({ code: 'rate_limited' })
  expect(await deletedAtOf(ann)).toBeNull()

  const bob = await createUserWithPassword('Bob', 'correct horse')
  const input = { confirmation: bob.email, currentPassword: 'correct horse' }
  const caller = await signedInCaller(bob)
  await signedInAnHourAgo(bob.id)
  await deleteAccount(bob, input, caller)
  expect(await deletedAtOf(bob)).not.toBeNull()
})

test('an org is deleted with its only member, and keeps its rows', async () => {
  const acme = await createOrg('Acme')
  const { user } = acme.admin
  expect(await listAffectedOrgs(user)).toEqual([{ ...acme.admin.org, effect: 'delete' }])
  const before = await contentsOf(acme)

  await leave(user)

  expect(await listOrgs(user)).toEqual([])
  const { 'public.orgs': orgs, 'tenant.audit_logs': log, ...rest } = await contentsOf(acme)
  expect(before).toMatchObject(rest)
  expect(orgs).toMatchObject([{ deleted_by_name: 'Ada', deleted_at: expect.any(String) }])
  expect(log).toHaveLength((before['tenant.audit_logs']?.length ?? 0) + 1)
})

test('the last admin of an org with members is refused, and nothing changes anywhere', async () => {
  const acme = await createOrg('Acme')
  await acme.join('member')
  const { user } = acme.admin
  const before = await contentsOf(acme)
  expect(await listAffectedOrgs(user)).toEqual([{ ...acme.admin.org, effect: 'blocked' }])

  await expect(leave(user)).rejects.toMatchObject({
    code: 'conflict',
    message: 'You are the last admin of Acme. Make another member admin first.',
  })

  expect(await deletedAtOf(user)).toBeNull()
  expect(await contentsOf(acme)).toEqual(before)
})

test('an admin beside another, and a member, can leave: the team sees it', async () => {
  const acme = await createOrg('Acme')
  const [bob, cat] = [await acme.join('admin'), await acme.join('member')]
  expect(await listAffectedOrgs(bob.user)).toEqual([{ ...acme.admin.org, effect: 'leave' }])

  await leave(bob.user)
  await leave(cat.user)

  const { members } = await listMembers(acme.admin)
  const deleted = members.filter(({ deletedAt }) => deletedAt).map(({ userId }) => userId)
  expect(deleted.sort()).toEqual([bob.user.id, cat.user.id].sort())
  expect(await listActivity(acme.admin, { limit: 2 })).toMatchObject([
    { action: 'membership.delete_account', actorId: cat.user.id, actorName: 'Ann' },
    { action: 'membership.delete_account', actorId: bob.user.id, actorName: 'Ann' },
  ])
})

test('a person with a deleted account counts neither as an admin nor as a member', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('admin')
  await leave(bob.user)
  const lastAdmin = { code: 'conflict', message: /needs an admin/ }
  const before = await contentsOf(acme)

  await expect(leaveOrg(acme.admin)).rejects.toMatchObject(lastAdmin)
  await expect(makeMember(acme.admin, acme.admin.user.id)).rejects.toMatchObject(lastAdmin)
  await expect(handOver(acme.admin, bob.user.id)).rejects.toMatchObject(lastAdmin)

  expect(await contentsOf(acme)).toEqual(before)
  expect(await listAffectedOrgs(acme.admin.user)).toMatchObject([{ effect: 'delete' }])
})

test('making a person with a deleted account an admin frees no one from being the last', async () => {
  const acme = await createOrg('Acme')
  const [bob] = [await acme.join('member'), await acme.join('member')]
  await leave(bob.user)
  await makeAdmin(acme.admin, bob.user.id)

  await expect(leave(acme.admin.user)).rejects.toMatchObject({ code: 'conflict' })
})

test('pending invitations from the person are revoked, those of others are not', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('member')
  const [toEve, toDan] = [await createUser('Eve'), await createUser('Dan')]
  await inviteMembers(bob, { emails: [toEve.email], role: 'member' })
  const fromAda = await invite(acme, toDan)

  await leave(bob.user)

  expect((await findInvitation(signToken('invitation', fromAda.id)))?.status).toBe('pending')
  const { 'public.invitations': rows } = await contentsOf(acme)
  expect(rows).toContainEqual(expect.objectContaining({ email: toEve.email, status: 'revoked' }))
})

test('a task cannot be assigned to a person with a deleted account', async () => {
  const acme = await createOrg('Acme')
  const bob = await acme.join('member')
  const taskId = await addTask(acme.admin, await createProject(bob, { name: 'Moonshot' }), 'Fly')
  await leave(bob.user)

  await expect(assignTask(acme.admin, taskId, bob.user.id)).rejects.toMatchObject({
    code: 'invalid',
    field: 'assigneeId',
  })
})

test('of two deletions of the same account, one is made', async () => {
  const acme = await createOrg('Acme')

  const results = await Promise.allSettled([leave(acme.admin.user), leave(acme.admin.user)])

  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await listDeletedOrgs(acme.admin.user)).toHaveLength(1)
})
