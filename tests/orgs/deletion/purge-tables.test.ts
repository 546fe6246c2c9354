import { expect, test } from 'vitest'
import { databaseEnv } from '@/lib/env'
import { purgeOrgs } from '@/lib/orgs/purge'
import { contentsOf } from '../../contents'
import { asLogin } from '../../queue'
import { watchAnotherOrg } from '../another-org'
import { deletedDaysAgo } from '../deleted'
import { createFullOrg, purgeRecordsOf } from './orgs-to-purge'

watchAnotherOrg()

test('tables of the product are purged in the order of their foreign keys', async () => {
  const [acme, globex] = [await createFullOrg(), await createFullOrg()]
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
  expect(await purgeRecordsOf(acme)).toMatchObject([
    { rows: { 'tenant.ants': 1, 'tenant.middles': 1, 'tenant.zebras': 2 } },
  ])
})

test('an org whose purge fails keeps all rows, and the others are purged', async () => {
  const [acme, globex, initech] = [
    await createFullOrg(),
    await createFullOrg(),
    await createFullOrg(),
  ]
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

  expect(await purgeRecordsOf(acme)).toEqual([])
  for (const org of [globex, initech]) expect(await purgeRecordsOf(org)).toHaveLength(1)
  await purgeOrgs()
  expect(await purgeRecordsOf(acme)).toHaveLength(1)
})

/** Creates tables, runs `run`, and drops them. */
async function withTables(names: string[], create: string, run: () => Promise<void>) {
  const tables = names.map((name) => `tenant.${name}`).join()
  await asLogin(`${create}; grant all on ${tables} to "${databaseEnv().DATABASE_SYSTEM_ROLE}"`)
  try {
    await run()
  } finally {
    await asLogin(`drop table ${tables}`)
  }
}
