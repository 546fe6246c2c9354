import { expect, test, vi } from 'vitest'
import { listUnmigrated } from '@/db/migrate/list-unmigrated'
import { migrate } from '@/db/migrate/migrate'
import { verifyPolicies } from '@/db/verify-policies'
import { databaseEnv } from '@/lib/env'
import { createOrg, schemaOf, type TestOrg } from '../../factories'
import { asLogin } from '../../queue'
import { createOrgs, migrationFolder } from './tenants'

vi.hoisted(() => {
  process.env.TENANT_ISOLATION = 'schema'
})
vi.setConfig({ testTimeout: 60_000 })

test('a table that a migration creates is protected', async () => {
  const orgs = await createOrgs(2)
  const folder = migrationFolder(
    'create table "notes" ("org_id" uuid, "id" uuid, primary key (org_id, id))',
  )

  await migrate(undefined, { folder })

  await verifyPolicies()
  for (const org of orgs) {
    const [table] = await asLogin(
      `select relforcerowsecurity as forced,
         has_table_privilege('${databaseEnv().DATABASE_USER_ROLE}', oid, 'insert') as granted
       from pg_class where oid = '${schemaOf(org)}.notes'::regclass`,
    )
    expect(table).toEqual({ forced: true, granted: true })
  }
})

test('changed policies in the schema of an org are reported, and restored by a migration', async () => {
  const [org] = await createOrgs(1)
  const table = `${schemaOf(org as TestOrg)}.projects`
  const changes = [
    `alter table ${table} disable row level security`,
    `alter table ${table} no force row level security`,
    `alter policy org on ${table} using (true)`,
    `drop policy org on ${table}; create policy org on ${table} to public using (true)`,
    `grant truncate on ${table} to public`,
    `grant update (org_id) on ${table} to public`,
  ]
  for (const change of changes) {
    await verifyPolicies()
    await asLogin(change)
    await expect(verifyPolicies(), change).rejects.toThrow(schemaOf(org as TestOrg))
    expect((await listUnmigrated()).tenants, change).toEqual([schemaOf(org as TestOrg)])

    await migrate()
    expect(await listUnmigrated(), change).toEqual({ shared: [], tenants: [] })
  }
})

test.each([
  { change: 'create table loose (org_id uuid)', undo: 'drop table loose' },
  { change: 'create policy more on projects using (true)', undo: 'drop policy more on projects' },
])('a migration reports what it cannot restore: $change', async ({ change, undo }) => {
  const org = await createOrg()
  await asLogin(`set search_path = ${schemaOf(org)}; ${change}`)

  await expect(verifyPolicies()).rejects.toThrow(schemaOf(org))
  await expect(migrate()).rejects.toThrow(
    `(${schemaOf(org)}): Its tables, owners, policies or grants differ`,
  )

  await asLogin(`set search_path = ${schemaOf(org)}; ${undo}`)
  await migrate()
  await verifyPolicies()
})
