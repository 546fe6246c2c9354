import { readFile } from 'node:fs/promises'
import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { passwords, sessions, users } from '@/db/schema/system/users'
import { asSystem } from '@/db/transactions'
import { tasks } from '@/lib/jobs/tasks'
import { listOrgs, restoreOrg, updateOrg } from '@/lib/orgs/orgs'
import { purgeOrgs } from '@/lib/orgs/purge'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import { contentsOf } from '../../contents'
import { startSession, uniqueSlug } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { deletedDaysAgo } from '../deleted'
import { invite } from '../invite'
import { createFullOrg, purgeRecordsOf } from './orgs-to-purge'

watchAnotherOrg()

test('purging an org deletes its rows in every table', async () => {
  const acme = await createFullOrg('Acme')
  const globex = await createFullOrg('Globex')
  await deletedDaysAgo(acme, 31)
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
  for (const [table, rows] of Object.entries(before.acme)) expect(rows, table).not.toEqual([])

  await purgeOrgs()

  for (const [table, rows] of Object.entries(await contentsOf(acme))) {
    expect(rows, table).toEqual([])
  }
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('a purged org leaves a record with the number of deleted rows', async () => {
  const acme = await createFullOrg('Acme')
  const slug = uniqueSlug()
  await updateOrg(acme.admin, { name: 'Initech', slug })
  await deletedDaysAgo(acme, 31)
  const before = await contentsOf(acme)
  const [org] = before['public.orgs'] as { created_at: string; deleted_at: string }[]

  await purgeOrgs()

  const [purged, ...more] = await purgeRecordsOf(acme)
  expect(more).toEqual([])
  expect({ ...purged, slugs: purged?.slugs.toSorted() }).toEqual({
    id: acme.id,
    name: 'Initech',
    slugs: [acme.admin.org.slug, slug].sort(),
    createdAt: new Date(org?.created_at ?? 0),
    deletedAt: new Date(org?.deleted_at ?? 0),
    deletedByName: 'Ada',
    purgedAt: expect.any(Date),
    rows: Object.fromEntries(Object.entries(before).map(([table, rows]) => [table, rows.length])),
  })
  expect(Date.now() - +(purged?.purgedAt ?? 0)).toBeLessThan(60_000)
})

test('members of a purged org keep their accounts, sessions and other orgs', async () => {
  const acme = await createFullOrg('Acme')
  const globex = await createFullOrg('Globex')
  const ann = await acme.join('member')
  await acceptInvitation(ann.user, await invite(globex, ann.user))
  await startSession(ann.user.id)
  await deletedDaysAgo(acme, 31)
  const before = { globex: await contentsOf(globex), ann: await accountOf(ann.user.id) }
  expect(before.ann).toHaveLength(1)

  await purgeOrgs()

  expect(await listOrgs(ann.user)).toMatchObject([{ id: globex.id }])
  expect(await accountOf(ann.user.id)).toEqual(before.ann)
  expect(await contentsOf(globex)).toEqual(before.globex)
})

test('an org deleted less than 30 days ago and a restored one are not purged', async () => {
  const [living, fresh, late] = [
    await createFullOrg(),
    await createFullOrg(),
    await createFullOrg(),
  ]
  await deletedDaysAgo(fresh, 0)
  await deletedDaysAgo(late, 29.99)
  const restored = await createFullOrg()
  await deletedDaysAgo(restored, 29)
  await restoreOrg(restored.admin.user, restored.id)
  const orgs = [living, fresh, late, restored]
  const before = await Promise.all(orgs.map(contentsOf))

  await purgeOrgs()

  expect(await Promise.all(orgs.map(contentsOf))).toEqual(before)
  for (const org of orgs) expect(await purgeRecordsOf(org)).toEqual([])
})

test('all due orgs are purged, and a second purge does nothing', async () => {
  const orgs = [await createFullOrg('Acme'), await createFullOrg('Initech')]
  for (const org of orgs) await deletedDaysAgo(org, 31)

  await purgeOrgs()
  const records = await Promise.all(orgs.map(purgeRecordsOf))
  await purgeOrgs()

  expect(records.flat()).toMatchObject([{ name: 'Acme' }, { name: 'Initech' }])
  expect(await Promise.all(orgs.map(purgeRecordsOf))).toEqual(records)
})

test('the purge is a daily job', async () => {
  expect(tasks.purge_orgs).toBe(purgeOrgs)
  const worker = await readFile('lib/jobs/worker.ts', 'utf8')
  expect(worker).toMatch(/\n\d+ \d+ \* \* \* purge_orgs \?queue=long`/)
})

/** The user with password and sessions. */
function accountOf(id: string) {
  return asSystem('test', (tx) =>
    tx
      .select()
      .from(users)
      .innerJoin(passwords, eq(passwords.userId, users.id))
      .innerJoin(sessions, eq(sessions.userId, users.id))
      .where(eq(users.id, id)),
  )
}
