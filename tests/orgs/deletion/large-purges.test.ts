import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orgs } from '@/db/schema/system/orgs'
import { asSystem } from '@/db/transactions'
import { databaseEnv } from '@/lib/env'
import { purgeOrgs, ROWS_PER_BATCH } from '@/lib/orgs/purge'
import { contentsOf } from '../../contents'
import { asLogin } from '../../queue'
import { watchAnotherOrg } from '../another-org'
import { deletedDaysAgo } from '../deleted'
import { createFullOrg, purgeRecordsOf } from './orgs-to-purge'

watchAnotherOrg()

const ROWS = 12_000

test('a large org is deleted in transactions of a limited number of rows', async () => {
  const [acme, globex] = [await createFullOrg(), await createFullOrg()]
  await deletedDaysAgo(acme, 31)
  await withLargeTable(acme, globex, async () => {
    const before = await contentsOf(globex)

    await purgeOrgs()

    const batches = await batchesOf()
    expect(batches.length).toBeGreaterThan(2)
    expect(Math.max(...batches)).toBeLessThanOrEqual(ROWS_PER_BATCH)
    expect(Object.values(await contentsOf(acme)).flat()).toEqual([])
    expect(await contentsOf(globex)).toEqual(before)
    expect(await purgeRecordsOf(acme)).toMatchObject([
      { rows: { 'tenant.large': ROWS, 'public.orgs': 1 }, purgedAt: expect.any(Date) },
    ])
  })
})

test('a purge that ended early goes on, and counts all rows', async () => {
  const [acme, globex] = [await createFullOrg(), await createFullOrg()]
  await deletedDaysAgo(acme, 31)
  await withLargeTable(acme, globex, async () => {
    await asLogin(`
      create function tenant.die() returns trigger language plpgsql as $$ begin
        if (select count(*) from tenant.batches) >= 2 then raise exception 'killed'; end if;
        return null;
      end $$;
      create trigger die after delete on tenant.large execute function tenant.die()`)

    await expect(purgeOrgs()).rejects.toMatchObject({ cause: { message: 'killed' } })

    const [org] = await asSystem('test', (tx) => tx.select().from(orgs).where(eq(orgs.id, acme.id)))
    expect(org?.deletedAt).toEqual(expect.any(Date))
    const [record] = await purgeRecordsOf(acme)
    const { 'tenant.large': left = [] } = await contentsOf(acme)
    expect(record?.purgedAt).toBeNull()
    expect(left.length).toBeLessThan(ROWS)
    expect(record?.rows['tenant.large']).toBe(ROWS - left.length)
    await asLogin('drop function tenant.die cascade')
    await purgeOrgs()
    expect(await purgeRecordsOf(acme)).toMatchObject([
      { rows: { 'tenant.large': ROWS, 'public.orgs': 1 }, purgedAt: expect.any(Date) },
    ])
    expect(Object.values(await contentsOf(acme)).flat()).toEqual([])
  })
})

test('rows that refer to rows of the same table are deleted in batches too', async () => {
  const [acme, globex] = [await createFullOrg(), await createFullOrg()]
  await deletedDaysAgo(acme, 31)
  await withLargeTable(acme, globex, async () => {
    // A tree, and two rows that refer to each other.
    await asLogin(`
      alter table tenant.large add foreign key (org_id, mother_id) references tenant.large;
      create index on tenant.large (org_id, mother_id);
      update tenant.large set mother_id = case when id <= 2 then 3 - id else id / 2 end`)
    const before = await contentsOf(globex)

    await purgeOrgs()

    expect(Math.max(...(await batchesOf()))).toBeLessThanOrEqual(ROWS_PER_BATCH)
    expect(Object.values(await contentsOf(acme)).flat()).toEqual([])
    expect(await contentsOf(globex)).toEqual(before)
  })
})

/**
 * With a table that has many rows of the first org and some of the second, in partitions with equal row
 * numbers (`ctid`), and a log of the deletions.
 */
async function withLargeTable(
  { id }: { id: string },
  other: { id: string },
  run: () => Promise<void>,
) {
  const system = databaseEnv().DATABASE_SYSTEM_ROLE
  await asLogin(`
    create table tenant.large (org_id uuid, id int, mother_id int, primary key (org_id, id))
      partition by list (org_id);
    create table tenant.large_1 partition of tenant.large for values in ('${id}');
    create table tenant.large_2 partition of tenant.large default;
    insert into tenant.large select '${id}', n from generate_series(1, ${ROWS}) n;
    insert into tenant.large select '${other.id}', n from generate_series(1, 10) n;
    create table tenant.batches (transaction xid8, rows int);
    create function tenant.log_batch() returns trigger language plpgsql as $$ begin
      insert into tenant.batches select pg_current_xact_id(), count(*) from deleted;
      return null;
    end $$;
    create trigger a_log after delete on tenant.large referencing old table as deleted
      execute function tenant.log_batch();
    grant all on tenant.large, tenant.large_1, tenant.large_2, tenant.batches to "${system}"`)
  try {
    await run()
  } finally {
    await asLogin('drop table tenant.large, tenant.batches; drop function tenant.log_batch')
  }
}

/** The number of rows that each transaction deleted. */
async function batchesOf(): Promise<number[]> {
  const batches = await asLogin<{ rows: number }>(
    'select sum(rows)::int as rows from tenant.batches group by transaction having sum(rows) > 0',
  )
  return batches.map(({ rows }) => rows)
}
