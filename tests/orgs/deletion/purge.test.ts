import { readFile } from 'node:fs/promises'
import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { purgedOrgs } from '@/db/schema/system/orgs'
import { passwords, sessions, users } from '@/db/schema/system/users'
import { asOrg, asSystem } from '@/db/transactions'
import { env } from '@/lib/env'
import { tasks } from '@/lib/jobs/tasks'
import { listOrgs, restoreOrg, updateOrg } from '@/lib/orgs/orgs'
import { purgeOrgs } from '@/lib/orgs/purge'
import { acceptInvitation } from '@/lib/orgs/received-invitations'
import { createProject } from '@/lib/projects/projects'
import { addTask } from '@/lib/projects/tasks'
import { blockedStatements } from '../../blocked'
import { contentsOf } from '../../contents'
import {
  createOrg,
  schemaOf,
  startSession,
  type TestOrg,
  uniqueEmail,
  uniqueSlug,
} from '../../factories'
import { asLogin } from '../../queue'
import { watchAnotherOrg } from '../another-org'
import { deletedDaysAgo } from '../deleted'
import { invite } from '../invite'

watchAnotherOrg()

test('purging an org deletes its rows in every table', async () => {
  const acme = await fill('Acme')
  const globex = await fill('Globex')
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
  const acme = await fill('Acme')
  const slug = uniqueSlug()
  await updateOrg(acme.admin, { name: 'Initech', slug })
  await deletedDaysAgo(acme, 31)
  const before = await contentsOf(acme)
  const [org] = before['public.orgs'] as { created_at: string; deleted_at: string }[]

  await purgeOrgs()

  const [purged, ...more] = await recordsOf(acme)
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
  const acme = await fill('Acme')
  const globex = await fill('Globex')
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
  const [living, fresh, late] = [await fill(), await fill(), await fill()]
  await deletedDaysAgo(fresh, 0)
  await deletedDaysAgo(late, 29.99)
  const restored = await fill()
  await deletedDaysAgo(restored, 29)
  await restoreOrg(restored.admin.user, restored.id)
  const orgs = [living, fresh, late, restored]
  const before = await Promise.all(orgs.map(contentsOf))

  await purgeOrgs()

  expect(await Promise.all(orgs.map(contentsOf))).toEqual(before)
  for (const org of orgs) expect(await recordsOf(org)).toEqual([])
})

test('all due orgs are purged, and a second purge does nothing', async () => {
  const orgs = [await fill('Acme'), await fill('Initech')]
  for (const org of orgs) await deletedDaysAgo(org, 31)

  await purgeOrgs()
  const records = await Promise.all(orgs.map(recordsOf))
  await purgeOrgs()

  expect(records.flat()).toMatchObject([{ name: 'Acme' }, { name: 'Initech' }])
  expect(await Promise.all(orgs.map(recordsOf))).toEqual(records)
})

test('two purges at the same time purge each org once', async () => {
  const orgs = [await fill(), await fill(), await fill()]
  for (const org of orgs) await deletedDaysAgo(org, 31)

  await Promise.all([purgeOrgs(), purgeOrgs()])

  for (const org of orgs) {
    expect(await recordsOf(org)).toMatchObject([{ rows: { 'public.orgs': 1 } }])
  }
})

test('a locked org is skipped and purged the next time', async () => {
  const acme = await fill()
  const globex = await fill()
  for (const org of [acme, globex]) await deletedDaysAgo(org, 31)
  const before = await contentsOf(acme)

  await asOrg(acme.admin, async (tx) => {
    await tx.execute(sql`select from orgs where id = ${acme.id} for update`)
    await purgeOrgs()
  })

  expect(await contentsOf(acme)).toEqual(before)
  expect(await recordsOf(globex)).toHaveLength(1)
  await purgeOrgs()
  expect(await recordsOf(acme)).toHaveLength(1)
})

test('an org that is restored and deleted again during a purge is kept', async () => {
  const orgs = [await fill(), await fill()]
  for (const org of orgs) await deletedDaysAgo(org, 31)
  const purging: Promise<void>[] = []

  const spared = await asSystem('test', async (tx) => {
    for (const org of orgs) {
      await tx.execute(sql.raw(`select from ${schemaOf(org)}.projects for update`))
    }
    purging.push(purgeOrgs())
    expect(await blockedStatements(purging)).toEqual([
      expect.stringMatching(/delete from|drop schema/),
    ])
    const { rows } = await asSystem('test', (tx) =>
      tx.execute<{ id: string }>(sql`
        update orgs set deleted_at = now() where id in (
          select id from orgs where id in (${orgs[0]?.id}, ${orgs[1]?.id})
          for update skip locked) returning id`),
    )
    return rows.map(({ id }) => ({ id }))
  })
  const before = await Promise.all(spared.map(contentsOf))
  await Promise.all(purging)

  expect(spared).toHaveLength(1)
  expect(await Promise.all(spared.map(contentsOf))).toEqual(before)
  const records = await Promise.all(orgs.map(recordsOf))
  expect(records.flat().map(({ id }) => id)).not.toContain(spared[0]?.id)
  expect(records.flat()).toHaveLength(1)
})

test('tables of the product are purged in the order of their foreign keys', async () => {
  const [acme, globex] = [await fill(), await fill()]
  await deletedDaysAgo(acme, 31)
  // In the order of their names, the parents would come first. The last table refers to itself, too.
  const tables = `
    create table tenant.ants (org_id uuid, id int, primary key (org_id, id));
    create table tenant.middles (org_id uuid, id int, ant_id int, primary key (org_id, id),
      foreign key (org_id, ant_id) references tenant.ants);
    create table tenant.zebras (org_id uuid, id int, middle_id int, mother_id int,
      primary key (org_id, id),
      foreign key (org_id, middle_id) references tenant.middles,
      foreign key (org_id, mother_id) references tenant.zebras);
    insert into tenant.ants values ('${acme.id}', 1), ('${globex.id}', 1);
    insert into tenant.middles values ('${acme.id}', 1, 1), ('${globex.id}', 1, 1);
    insert into tenant.zebras values ('${acme.id}', 1, 1, null), ('${acme.id}', 2, 1, 1),
      ('${globex.id}', 1, 1, null)`

  await withTables(['ants', 'middles', 'zebras'], tables, async () => {
    const before = await contentsOf(globex)
    expect(before['tenant.zebras']).toHaveLength(1)

    await purgeOrgs()

    expect(Object.values(await contentsOf(acme)).flat()).toEqual([])
    expect(await contentsOf(globex)).toEqual(before)
  })
  expect(await recordsOf(acme)).toMatchObject([
    { rows: { 'tenant.ants': 1, 'tenant.middles': 1, 'tenant.zebras': 2 } },
  ])
})

test('an org whose purge fails keeps all rows, and the others are purged', async () => {
  const [acme, globex, initech] = [await fill(), await fill(), await fill()]
  for (const org of [globex, acme, initech]) await deletedDaysAgo(org, 31)
  const table = `
    create table tenant.stubborn (org_id uuid);
    insert into tenant.stubborn values ('${acme.id}');
    create function tenant.refuse() returns trigger language plpgsql
      as $$ begin raise exception 'stubborn'; end $$;
    create trigger refuse before delete on tenant.stubborn
      for each row execute function tenant.refuse()`

  await withTables(['stubborn'], table, async () => {
    const before = await contentsOf(acme)
    await expect(purgeOrgs()).rejects.toMatchObject({ cause: { message: 'stubborn' } })
    expect(await contentsOf(acme)).toEqual(before)
  })

  expect(await recordsOf(acme)).toEqual([])
  for (const org of [globex, initech]) expect(await recordsOf(org)).toHaveLength(1)
  await purgeOrgs()
  expect(await recordsOf(acme)).toHaveLength(1)
})

test('the purge is a daily job', async () => {
  expect(tasks.purge_orgs).toBe(purgeOrgs)
  const worker = await readFile('lib/jobs/worker.ts', 'utf8')
  expect(worker).toMatch(/crontab: '.*\\n\d+ \d+ \* \* \* purge_orgs(\\n|')/)
})

/** An org with rows in every table. A new table needs a line here. */
async function fill(name?: string): Promise<TestOrg> {
  const org = await createOrg(name)
  await org.join('member')
  await invite(org, { email: uniqueEmail() })
  await addTask(org.admin, await createProject(org.admin, { name: 'Moonshot' }), 'Launch')
  return org
}

/** Creates tables, runs `run`, and drops them. */
async function withTables(names: string[], create: string, run: () => Promise<void>) {
  const tables = names.map((name) => `tenant.${name}`).join()
  await asLogin(`${create}; grant all on ${tables} to "${env().DATABASE_SYSTEM_ROLE}"`)
  try {
    await run()
  } finally {
    await asLogin(`drop table ${tables}`)
  }
}

/** The records of purged orgs for this org. */
function recordsOf(org: { id: string }) {
  return asSystem('test', (tx) => tx.select().from(purgedOrgs).where(eq(purgedOrgs.id, org.id)))
}

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
