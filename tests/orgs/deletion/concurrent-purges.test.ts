import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { asOrg, asSystem } from '@/db/transactions'
import { purgeOrgs } from '@/lib/orgs/purge'
import { blockedStatements } from '../../blocked'
import { contentsOf } from '../../contents'
import { schemaOf } from '../../factories'
import { watchAnotherOrg } from '../another-org'
import { deletedDaysAgo } from '../deleted'
import { createFullOrg, purgeRecordsOf } from './orgs-to-purge'

watchAnotherOrg()

test('two purges at the same time purge each org once', async () => {
  const orgs = [await createFullOrg(), await createFullOrg(), await createFullOrg()]
  for (const org of orgs) await deletedDaysAgo(org, 31)

  await Promise.all([purgeOrgs(), purgeOrgs()])

  for (const org of orgs) {
    expect(await purgeRecordsOf(org)).toMatchObject([{ rows: { 'public.orgs': 1 } }])
  }
})

test('a locked org is skipped and purged the next time', async () => {
  const acme = await createFullOrg()
  const globex = await createFullOrg()
  for (const org of [acme, globex]) await deletedDaysAgo(org, 31)
  const before = await contentsOf(acme)

  await asOrg(acme.admin, async (tx) => {
    await tx.execute(sql`select from orgs where id = ${acme.id} for update`)
    await purgeOrgs()
  })

  expect(await contentsOf(acme)).toEqual(before)
  expect(await purgeRecordsOf(globex)).toHaveLength(1)
  await purgeOrgs()
  expect(await purgeRecordsOf(acme)).toHaveLength(1)
})

test('an org that is restored and deleted again during a purge is kept', async () => {
  const orgs = [await createFullOrg(), await createFullOrg()]
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
  const records = await Promise.all(orgs.map(purgeRecordsOf))
  expect(records.flat().map(({ id }) => id)).not.toContain(spared[0]?.id)
  expect(records.flat()).toHaveLength(1)
})
