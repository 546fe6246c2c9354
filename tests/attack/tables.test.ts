import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { inTransaction, pool } from '@/db/client'
import { searchPath } from '@/db/tenants/schemas'
import { asOrg, asUser } from '@/db/transactions'
import { verifyPolicies } from '@/db/verify-policies'
import { databaseEnv } from '@/lib/env'
import { schemaOf, uniqueEmail, uniqueSlug } from '../factories'
import { leaksOf } from './leaks'
import { createOutsiders } from './outsiders'
import { takeSnapshot } from './snapshot'
import {
  type Enter,
  listTables,
  listUnprotectedTables,
  outcomeOf,
  statementsOn,
  type Table,
  versionsOf,
} from './tables'
import { createTargetOrg } from './target-org'

// No statement in this test names an org: the policies and the grants alone protect the rows. That an
// org can read and write its own rows is in tests/db/policies.test.ts.

const acme = await createTargetOrg()
const outsiders = await createOutsiders(acme)
const snapshot = await takeSnapshot(acme)
const { user, ownOrg: globex = acme.admin } = outsiders['an admin of another org']
const { ownOrg: initech = acme.admin } = outsiders['a demoted admin']

const role = databaseEnv().DATABASE_USER_ROLE
/** Who runs the statements, and what they may know about the org under attack. */
const CALLERS: [string, Enter, unknown][] = [
  ['inside another org', (run) => asOrg(globex, run), globex],
  ['inside another org, as a member of both', (run) => asOrg(initech, run), initech],
  [
    'inside an org that does not exist',
    (run) => asOrg({ user, org: { id: randomUUID() } }, run),
    user,
  ],
  ['as an admin of another org', (run) => asUser(user, run), globex],
  ['as a removed member', (run) => asUser(acme.removed.user, run), acme.removed.user],
  ['without a user', (run) => inTransaction(pool(), `begin; set local role "${role}"`, run), ''],
]

const tables = await listTables()
const names = tables.map(({ name }) => name)
const versions = () => versionsOf([acme.admin.org, acme.deleted.org], tables)
const before = await versions()
const tablesOfAcme = tables.filter(({ name }) => before[name]?.length)

test('the tables of every org are found', () => {
  for (const { org } of [acme.admin, acme.deleted, globex, initech]) {
    const own = ['audit_logs', 'projects'].map((name) => `${schemaOf(org)}.${name}`)
    expect(names).toEqual(expect.arrayContaining(own))
  }
  expect(names).toEqual(expect.arrayContaining(['public.orgs', 'graphile_worker._private_jobs']))
  expect(tablesOfAcme.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['public.orgs', `${schemaOf(acme.admin.org)}.projects`]),
  )
})

test.each(tablesOfAcme)('the org itself finds its rows in $name', async ({ name }) => {
  const findLeaks = leaksOf(snapshot, '')
  const owners = [acme.admin, acme.deleted].map(
    (scope): Enter =>
      (run) =>
        asOrg(scope, run),
  )
  const seen = await Promise.all(owners.map((enter) => outcomeOf(enter, `select * from ${name}`)))
  expect(seen.flatMap((rows) => findLeaks(rows, ''))).not.toEqual([])
})

describe.each(CALLERS)('%s', (_, enter, known) => {
  const findLeaks = leaksOf(snapshot, known)

  test.each(tables)('$name', async (table) => {
    for (const statement of [...statementsOn(table), ...insertsInto(table)]) {
      expect(findLeaks(await outcomeOf(enter, statement), statement), statement).toEqual([])
    }
    expect(await versions()).toEqual(before)
  })

  test('the tables of the org, from its search path', async () => {
    const schema = schemaOf(acme.admin.org)
    for (const table of tables.filter((one) => one.schema === schema)) {
      for (const statement of statementsOn({ ...table, name: table.relation })) {
        const inPlace = `set local search_path to ${searchPath(schema)}; ${statement}`
        expect(findLeaks(await outcomeOf(enter, inPlace), inPlace), statement).toEqual([])
      }
    }
    expect(await versions()).toEqual(before)
  })
})

test('every table that requests can use has policies', async () => {
  expect(await listUnprotectedTables()).toEqual([])
})

test.each([
  ['public', 'of the system'],
  [schemaOf(acme.admin.org), 'of an org'],
])('a new table in %s, %s, without policies is noticed', async (schema) => {
  const name = `${schema}.forgotten`
  onTestFinished(async () => void (await pool().query(`drop table ${name}`)))
  await pool().query(
    `create table ${name} (org_id uuid, id uuid); grant select on ${name} to "${role}"`,
  )

  expect(await listUnprotectedTables()).toEqual([name])
  await expect(verifyPolicies()).rejects.toThrow(name)
})

/** Inserts copies of the rows of the org. */
function insertsInto({ name, relation }: Table): string[] {
  const like = tablesOfAcme.filter((table) => table.relation === relation)
  return like.flatMap((table) => {
    const [row] = before[table.name] ?? []
    const changed = { id: randomUUID(), slug: uniqueSlug(), email: uniqueEmail(), user_id: user.id }
    const json = JSON.stringify({ ...(row as object), ...changed }).replaceAll("'", "''")
    return [`insert into ${name} select * from json_populate_record(null::${name}, '${json}')`]
  })
}
