import { expect, test } from 'vitest'
import { listSecurityEvents } from '@/lib/account/security-log'
import { findDeletedAccount, restoreAccount } from '@/lib/leaving/restore-account'
import { createProject } from '@/lib/projects/projects'
import { contentsOf } from '../contents'
import { createUser, newCaller, openSession, startSession } from '../factories'
import { comeBack, deletedAtOf, leave, leftDaysAgo } from './leave'

test('a person who signs in within 30 days restores the account with its projects', async () => {
  const ann = await createUser('Ann')
  await createProject(ann, { name: 'Moonshot' })
  const before = await contentsOf(ann)
  await leave(ann)
  await leftDaysAgo(ann, 29)
  const session = await startSession(ann.id)
  const caller = { ...newCaller(), session: session.token }
  expect(await findDeletedAccount(caller)).toMatchObject({ user: { id: ann.id } })

  expect(await restoreAccount(caller)).toMatchObject({ id: ann.id, email: ann.email })

  expect(await openSession(session.token)).toMatchObject({ user: { id: ann.id } })
  expect(await findDeletedAccount(caller)).toBeNull()
  expect(await contentsOf(ann)).toEqual(before)
  expect((await listSecurityEvents(ann)).events[0]).toMatchObject({ action: 'account.restore' })
})

test('after 30 days, the account is not restored', async () => {
  const ann = await createUser('Ann')
  await leave(ann)
  await leftDaysAgo(ann, 30)

  await expect(comeBack(ann)).rejects.toMatchObject({ code: 'not_found' })

  expect(await deletedAtOf(ann)).toBeInstanceOf(Date)
})

test('only a session of the account restores it', async () => {
  const [ann, bob] = [await createUser('Ann'), await createUser('Bob')]
  await leave(ann)

  await expect(comeBack(bob)).rejects.toMatchObject({ code: 'not_found' })

  expect(await deletedAtOf(ann)).toBeInstanceOf(Date)
})
