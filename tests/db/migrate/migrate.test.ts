import { describe, expect, test, vi } from 'vitest'
import { query } from '../../setup/databases'
import { createDatabase, load } from '../fixtures/own-database'

// A migration takes half a second where the machine is free, and it need not be.
vi.setConfig({ testTimeout: 60_000 })

test.each([
  { login: 'may create roles', attributes: 'createrole' },
  { login: 'is a superuser', attributes: 'superuser' },
])('a login that $login migrates an empty database', async ({ attributes }) => {
  const database = await createDatabase(attributes)
  const { migrate, isMigrated, verifyPolicies, asSystem } = await load(database)
  expect(await isMigrated()).toBe(false)

  await migrate()

  expect(await isMigrated()).toBe(true)
  await verifyPolicies()
  await asSystem('test', (tx) => tx.execute(`select add_job('send_mail', '{}')`))
})

test('migrating again changes nothing', async () => {
  const database = await createDatabase('createrole')
  const { migrate } = await load(database)
  await migrate()
  const before = await definitionsIn(database)

  await migrate()

  expect(await definitionsIn(database)).toEqual(before)
  expect(before.tables).not.toEqual([])
})

test('a login may enter the roles that it made, and has no rights of them before', async () => {
  const database = await createDatabase('createrole')
  const { migrate } = await load(database)

  await migrate()

  expect(await rightsOf(database)).toEqual({ enters: true, inherits: false })
})

describe('a login that may not create roles', () => {
  test('is told what to ask an administrator for, and migrates after that', async () => {
    const database = await createDatabase('nocreaterole')
    const { migrate, verifyPolicies } = await load(database)
    const empty = await definitionsIn(database)

    const request = await messageOf(migrate())

    expect(request).toMatch(`"${database.login}" may not create roles.`)
    expect(await definitionsIn(database)).toEqual(empty)
    await query(database.superuserUrl, sqlIn(request))
    await migrate()
    await verifyPolicies()
    expect(await rightsOf(database)).toEqual({ enters: true, inherits: false })
  })

  test('is told as much where the roles are there, but not for it to enter', async () => {
    const database = await createDatabase('nocreaterole')
    const { migrate, verifyPolicies } = await load(database)
    await query(database.superuserUrl, `create role "${database.roles.system}" nologin`)

    const request = await messageOf(migrate())

    await query(database.superuserUrl, sqlIn(request))
    await migrate()
    await verifyPolicies()
  })
})

test('ten that migrate the same empty database at once all succeed', async () => {
  const database = await createDatabase('createrole')
  const { migrate, isMigrated, verifyPolicies } = await load(database)

  await Promise.all(Array.from({ length: 10 }, () => migrate()))

  expect(await isMigrated()).toBe(true)
  await verifyPolicies()
})

test.each([
  { what: 'a migration', obstacle: 'create schema tenant create table projects ()' },
  { what: 'a wall', obstacle: 'create schema tenant create table boundless ()' },
])('a database in which $what fails stays as it was', async ({ obstacle }) => {
  const database = await createDatabase('superuser')
  const { migrate, isMigrated } = await load(database)
  await query(database.url, obstacle)
  const before = await definitionsIn(database)

  await expect(migrate()).rejects.toThrow()

  expect(await definitionsIn(database)).toEqual(before)
  await query(database.url, 'drop schema tenant cascade')
  await migrate()
  expect(await isMigrated()).toBe(true)
})

test('a database without its walls or without a migration is not migrated', async () => {
  const database = await createDatabase('createrole')
  const { migrate, isMigrated } = await load(database)
  await migrate()
  const [walls] = await query<{ version: string }>(
    database.url,
    `select obj_description('tenant'::regnamespace) as version`,
  )
  const alter = (schema: string) => `update ${schema}.__migrations set hash = 'x' || hash`
  const restore = (schema: string) => `update ${schema}.__migrations set hash = ltrim(hash, 'x')`
  const changes = [
    ['comment on schema tenant is null', `comment on schema tenant is '${walls?.version}'`],
    [`comment on schema tenant is 'tenantry x'`, `comment on schema tenant is '${walls?.version}'`],
    [alter('public'), restore('public')],
    [alter('tenant'), restore('tenant')],
  ] as const

  for (const [change, undo] of changes) {
    await query(database.url, change)
    expect(await isMigrated(), change).toBe(false)
    await query(database.url, undo)
    expect(await isMigrated(), undo).toBe(true)
  }
})

test('a database is not migrated for other roles than it was walled for', async () => {
  const database = await createDatabase('createrole')
  await (await load(database)).migrate()
  const { user, system } = database.roles

  const { isMigrated } = await load({ ...database, roles: { user: system, system: user } })

  expect(await isMigrated()).toBe(false)
})

test('migrating puts up walls that were taken down, and takes back what was granted', async () => {
  const database = await createDatabase('createrole')
  const { migrate, verifyPolicies } = await load(database)
  await migrate()
  const before = await definitionsIn(database)
  await query(
    database.url,
    `alter table orgs disable row level security;
     alter table tenant.projects no force row level security;
     drop policy person on memberships;
     grant select on passwords to "${database.roles.user}";
     grant update on tenant.audit_logs to "${database.roles.user}"`,
  )
  await expect(verifyPolicies()).rejects.toThrow()

  await migrate()

  expect(await definitionsIn(database)).toEqual(before)
})

/** What the login has of the system's role. PostgreSQL 15 cannot grant a role without its rights. */
async function rightsOf({ url, roles }: { url: string; roles: { system: string } }) {
  const [rights] = await query(
    url,
    `select pg_has_role('${roles.system}', 'member') as enters,
       pg_has_role('${roles.system}', 'usage')
         and current_setting('server_version_num')::int >= 160000 as inherits`,
  )
  return rights
}

async function messageOf(run: Promise<void>) {
  return run.then(
    () => 'It succeeded.',
    (error: Error) => error.message,
  )
}

/** The statements in a message, which stand indented in it. */
function sqlIn(message: string) {
  return message.match(/^ {2}.*$/gm)?.join('\n') ?? ''
}

/** What was ever created in the database, and the roles that belong to it. */
async function definitionsIn({ superuserUrl, roles }: { superuserUrl: string; roles: object }) {
  const names = Object.values(roles)
    .map((role) => `'${role}'`)
    .join()
  const list = async (sql: string) => (await query(superuserUrl, sql)).map((row) => row.line)
  return {
    roles: await list(
      `select rolname as line from pg_roles where rolname in (${names}) order by 1`,
    ),
    tables: await list(
      `select concat_ws(' ', c.oid::regclass, relkind, relrowsecurity, relforcerowsecurity, relacl,
         array(select concat_ws(' ', attname, atttypid::regtype, attnotnull) from pg_attribute
           where attrelid = c.oid and attnum > 0 and not attisdropped order by attnum)) as line
       from pg_class c where ${OURS('relnamespace')} order by 1`,
    ),
    policies: await list('select pg_policies::text as line from pg_policies order by 1'),
    functions: await list(
      `select concat_ws(' ', oid::regprocedure, proacl, md5(prosrc)) as line
       from pg_proc where ${OURS('pronamespace')} order by 1`,
    ),
    schemas: await list(
      `select concat_ws(' ', nspname, nspacl, obj_description(oid)) as line
       from pg_namespace where ${OURS('oid')} order by 1`,
    ),
  }
}

function OURS(schema: string) {
  return `${schema}::regnamespace::text !~ '^(pg_|information_schema)'`
}
