import { describe, expect, test, vi } from 'vitest'
import { query } from '../../setup/databases'
import { createDatabase, importWith } from '../fixtures/own-database'

// Many migrations on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

test.each([
  { login: 'can create roles', attributes: 'createrole' },
  { login: 'is a superuser', attributes: 'superuser' },
])('a login role that $login migrates an empty database', async ({ attributes }) => {
  const database = await createDatabase(attributes)
  const { migrate, isMigrated, verifyPolicies, asSystem } = await importWith(database)
  expect(await isMigrated()).toBe(false)

  await migrate()

  expect(await isMigrated()).toBe(true)
  await verifyPolicies()
  await asSystem('test', (tx) => tx.execute(`select add_job('send_mail', '{}')`))
})

test('migrating again changes nothing', async () => {
  const database = await createDatabase('createrole')
  const { migrate } = await importWith(database)
  await migrate()
  const before = await definitionsIn(database)

  await migrate()

  expect(await definitionsIn(database)).toEqual(before)
  expect(before.tables).not.toEqual([])
})

test('the login role can set the new roles, but does not inherit their rights', async () => {
  const database = await createDatabase('createrole')
  const { migrate } = await importWith(database)

  await migrate()

  expect(await rightsOf(database)).toEqual({ canSet: true, inherits: false })
})

describe('a login role that cannot create roles', () => {
  test('gets the SQL for an administrator, and migrates after it was run', async () => {
    const database = await createDatabase('nocreaterole')
    const { migrate, verifyPolicies } = await importWith(database)
    const empty = await definitionsIn(database)

    const message = await messageOf(migrate())

    expect(message).toMatch(`"${database.login}" cannot create roles.`)
    expect(await definitionsIn(database)).toEqual(empty)
    await query(database.superuserUrl, sqlIn(message))
    await migrate()
    await verifyPolicies()
    expect(await rightsOf(database)).toEqual({ canSet: true, inherits: false })
  })

  test('gets the same if a role exists but is not granted to it', async () => {
    const database = await createDatabase('nocreaterole')
    const { migrate, verifyPolicies } = await importWith(database)
    await query(database.superuserUrl, `create role "${database.roles.system}" nologin`)

    const message = await messageOf(migrate())

    await query(database.superuserUrl, sqlIn(message))
    await migrate()
    await verifyPolicies()
  })
})

test('ten concurrent migrations of an empty database all succeed', async () => {
  const database = await createDatabase('createrole')
  const { migrate, isMigrated, verifyPolicies } = await importWith(database)

  await Promise.all(Array.from({ length: 10 }, () => migrate()))

  expect(await isMigrated()).toBe(true)
  await verifyPolicies()
})

test.each([
  {
    what: 'a migration',
    obstacle: 'create schema tenant create table projects ()',
    reason: /"projects" already exists/,
  },
  {
    what: 'a policy',
    obstacle: 'create schema tenant create table boundless ()',
    reason: /column "org_id" does not exist/,
  },
])('if $what fails, the database is unchanged', async ({ obstacle, reason }) => {
  const database = await createDatabase('superuser')
  const { migrate, isMigrated } = await importWith(database)
  await query(database.url, obstacle)
  const before = await definitionsIn(database)

  await expect(migrate()).rejects.toSatisfy((error: Error) =>
    reason.test(`${error.message} ${error.cause}`),
  )

  expect(await definitionsIn(database)).toEqual(before)
  await query(database.url, 'drop schema tenant cascade')
  await migrate()
  expect(await isMigrated()).toBe(true)
})

test('a database without its version or without a migration is not migrated', async () => {
  const database = await createDatabase('createrole')
  const { migrate, isMigrated } = await importWith(database)
  await migrate()
  const [stored] = await query<{ version: string }>(
    database.url,
    `select obj_description('tenant'::regnamespace) as version`,
  )
  const alter = (schema: string) => `update ${schema}.__migrations set hash = 'x' || hash`
  const restore = (schema: string) => `update ${schema}.__migrations set hash = ltrim(hash, 'x')`
  const changes = [
    ['comment on schema tenant is null', `comment on schema tenant is '${stored?.version}'`],
    [`comment on schema tenant is 'version x'`, `comment on schema tenant is '${stored?.version}'`],
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

test('a database with policies for other roles is not migrated', async () => {
  const database = await createDatabase('createrole')
  await (await importWith(database)).migrate()
  const { user, system } = database.roles

  const { isMigrated } = await importWith({ ...database, roles: { user: system, system: user } })

  expect(await isMigrated()).toBe(false)
})

test('migrating restores dropped policies and revokes additional grants', async () => {
  const database = await createDatabase('createrole')
  const { migrate, verifyPolicies } = await importWith(database)
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

/** PostgreSQL 15 cannot grant a role without inheritance, so `inherits` is false there. */
async function rightsOf({ url, roles }: { url: string; roles: { system: string } }) {
  const [rights] = await query(
    url,
    `select pg_has_role('${roles.system}', 'member') as "canSet",
       pg_has_role('${roles.system}', 'usage')
         and current_setting('server_version_num')::int >= 160000 as inherits`,
  )
  return rights
}

/** Returns the message of the error. */
async function messageOf(run: Promise<void>) {
  return run.then(
    () => 'It succeeded.',
    (error: Error) => error.message,
  )
}

/** Returns the indented lines of a message. */
function sqlIn(message: string) {
  return message.match(/^ {2}.*$/gm)?.join('\n') ?? ''
}

/** Returns every definition in the database, and its roles. */
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
       from pg_class c where ${isOurs('relnamespace')} order by 1`,
    ),
    policies: await list('select pg_policies::text as line from pg_policies order by 1'),
    functions: await list(
      `select concat_ws(' ', oid::regprocedure, proacl, md5(prosrc)) as line
       from pg_proc where ${isOurs('pronamespace')} order by 1`,
    ),
    schemas: await list(
      `select concat_ws(' ', nspname, nspacl, obj_description(oid)) as line
       from pg_namespace where ${isOurs('oid')} order by 1`,
    ),
  }
}

/** SQL condition: whether a schema is not PostgreSQL's. */
function isOurs(schema: string) {
  return `${schema}::regnamespace::text !~ '^(pg_|information_schema)'`
}
