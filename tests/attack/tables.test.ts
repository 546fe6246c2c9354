import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { inTransaction, pool } from '@/db/client'
import { searchPath } from '@/db/tenants/schemas'
import { asOrg, asUser } from '@/db/transactions'
import { verifyPolicies } from '@/db/verify-policies'
import { env } from '@/lib/env'
import { schemaOf, uniqueEmail, uniqueSlug } from '../factories'
import { fillAcme } from './acme'
import { attackersOf } from './attackers'
import { belongingsOf } from './belongings'
import { findPiecesOf } from './markers'
import {
  type Enter,
  listOpenTables,
  listTables,
  outcomeOf,
  statementsOn,
  type Table,
  versionsOf,
} from './tables'

// No statement here says whose rows it means: what protects Acme is the database alone. How it does
// that, and that an org can work with it, is in tests/db/policies.test.ts.

const acme = await fillAcme()
const attackers = await attackersOf(acme)
const belongings = await belongingsOf(acme)
const { user, own: globex = acme.admin } = attackers['an admin of another org']
const { own: initech = acme.admin } = attackers['a demoted admin']

const role = env().DATABASE_USER_ROLE
/** What they do not know is what belongs to Acme, but for these facts. */
const INTRUDERS: [string, Enter, unknown][] = [
  ['inside another org', (run) => asOrg(globex, run), globex],
  ['inside another org, by a member of both', (run) => asOrg(initech, run), initech],
  ['inside no org there is', (run) => asOrg({ user, org: { id: randomUUID() } }, run), user],
  ['as an admin of another org', (run) => asUser(user, run), globex],
  ['as a removed member', (run) => asUser(acme.removed.user, run), acme.removed.user],
  ['as nobody', (run) => inTransaction(pool(), `begin; set local role "${role}"`, run), ''],
]

const tables = await listTables()
const names = tables.map(({ name }) => name)
const versions = () => versionsOf([acme.admin.org, acme.deleted.org], tables)
const before = await versions()
const ofAcme = tables.filter(({ name }) => before[name]?.length)

test('the tables of every org are found', () => {
  for (const { org } of [acme.admin, acme.deleted, globex, initech]) {
    const own = ['audit_logs', 'projects'].map((name) => `${schemaOf(org)}.${name}`)
    expect(names).toEqual(expect.arrayContaining(own))
  }
  expect(names).toEqual(expect.arrayContaining(['public.orgs', 'graphile_worker._private_jobs']))
})

test.each(ofAcme)('there is something to find in $name', async ({ name }) => {
  const findLeaks = findPiecesOf(belongings, '')
  const owners = [acme.admin, acme.deleted].map(
    (scope): Enter =>
      (run) =>
        asOrg(scope, run),
  )
  const seen = await Promise.all(owners.map((enter) => outcomeOf(enter, `select * from ${name}`)))
  expect(seen.flatMap((rows) => findLeaks(rows, ''))).not.toEqual([])
})

describe.each(INTRUDERS)('%s', (_, enter, known) => {
  const findLeaks = findPiecesOf(belongings, known)

  test.each(tables)('$name', async (table) => {
    for (const statement of [...statementsOn(table), ...insertsInto(table)]) {
      expect(findLeaks(await outcomeOf(enter, statement), statement), statement).toEqual([])
    }
    expect(await versions()).toEqual(before)
  })

  test('the tables of Acme, from the search path', async () => {
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

test('no table is open', async () => {
  expect(await listOpenTables()).toEqual([])
})

test.each([
  ['public', 'without an org'],
  [schemaOf(acme.admin.org), 'of an org'],
])('a table that is added to %s %s, and forgotten, is noticed', async (schema) => {
  const name = `${schema}.forgotten`
  onTestFinished(async () => void (await pool().query(`drop table ${name}`)))
  await pool().query(
    `create table ${name} (org_id uuid, id uuid); grant select on ${name} to "${role}"`,
  )

  expect(await listOpenTables()).toEqual([name])
  await expect(verifyPolicies()).rejects.toThrow(name)
})

/** Rows like those of Acme, as if they were added to it. */
function insertsInto({ name, relation }: Table): string[] {
  const like = ofAcme.filter((table) => table.relation === relation)
  return like.flatMap((table) => {
    const [row] = before[table.name] ?? []
    const changed = { id: randomUUID(), slug: uniqueSlug(), email: uniqueEmail(), user_id: user.id }
    const json = JSON.stringify({ ...(row as object), ...changed }).replaceAll("'", "''")
    return [`insert into ${name} select * from json_populate_record(null::${name}, '${json}')`]
  })
}
