import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closePool, inTransaction, pool } from '@/db/client'
import { asOrg, asSystem, asUser, type Tx } from '@/db/transactions'
import { env } from '@/lib/env'
import { inviteMembers } from '@/lib/orgs/invitations'
import {
  acceptInvitation,
  declineInvitation,
  type Invitation,
  listMyInvitations,
} from '@/lib/orgs/received-invitations'
import type { OrgScope } from '@/lib/orgs/scope'
import { createProject } from '@/lib/projects/projects'
import { contentsOf } from '../contents'
import { createOrg, createUser, type TestOrg, uniqueEmail, uniqueSlug } from '../factories'

// No statement here says which tenant it means: what keeps orgs apart is the database alone.

type Table = { name: string; firstColumn: string; key: 'org_id' | 'id' | null }
type Enter = <T>(run: (tx: Tx) => Promise<T>) => Promise<T>

const tables = await listTables()
const walled = tables.filter(({ key }) => key)
const closed = tables.filter(({ key }) => !key)
const ofOrgs = walled.filter(({ name }) => name !== 'public.users')

// For the tests in which nothing may change; the others have orgs of their own.
const { ann, acme, globex, initech } = await orgsOfAnn()

/** What a person may not do inside an org, not even to its own rows. */
const REFUSED: Record<string, string[]> = {
  'public.orgs': ['delete'],
  'public.org_slugs': ['update', 'delete'],
  'public.invitations': ['delete'],
  'tenant.audit_logs': ['update', 'delete'],
}
const may = (verb: string) => ofOrgs.filter(({ name }) => !REFUSED[name]?.includes(verb))
const mayNot = (verb: string) => ofOrgs.filter(({ name }) => REFUSED[name]?.includes(verb))

const refused = { cause: { message: expect.stringMatching(/^permission denied for/) } }
const stopped = { cause: { message: expect.stringContaining('violates row-level security') } }

test('every table is walled or closed', () => {
  expect(walled.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      ...['public.invitations', 'public.memberships', 'public.org_slugs', 'public.orgs'],
      'public.users',
      ...['tenant.audit_logs', 'tenant.projects'],
    ]),
  )
  expect(closed.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      ...['public.accounts', 'public.passwords', 'public.password_resets', 'public.rate_limits'],
      ...['public.sessions', 'public.sign_ups', 'public.__migrations', 'tenant.__migrations'],
      'public.purged_orgs',
      ...['graphile_worker._private_jobs', 'graphile_worker.jobs'],
    ]),
  )
})

test.each(ofOrgs)('there are rows of $name to protect: see `fill`', async ({ name }) => {
  expect((await contentsOf(acme))[name]).not.toEqual([])
})

describe('inside an org', () => {
  test.each(ofOrgs)('all rows of $name are those of the org', async ({ name }) => {
    expect(await rowsOf(name, inside(ann))).toEqual((await contentsOf(acme))[name])
  })

  test('all people are those of the org', async () => {
    expect(await valuesOf('users', 'id', inside(ann))).toEqual(
      await valuesOf('memberships', 'user_id', inside(ann)),
    )
  })

  test.each(may('update'))('an update of all $name leaves other orgs alone', async ({ name }) => {
    const { acme, globex } = await twoOrgs()
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }

    await inside(acme.admin)(execute(update(name)))

    expect(await contentsOf(globex)).toEqual(before.globex)
    expect((await contentsOf(acme))[name]).not.toEqual(before.acme[name])
  })

  test.each(may('delete'))('a delete of all $name leaves other orgs alone', async ({ name }) => {
    const { acme, globex } = await twoOrgs()
    const before = await contentsOf(globex)

    await inside(acme.admin)(execute(`delete from ${name}`))

    expect(await contentsOf(globex)).toEqual(before)
    expect((await contentsOf(acme))[name]).toEqual([])
  })

  test.each([
    ...mayNot('update').map(({ name }) => update(name)),
    ...mayNot('delete').map(({ name }) => `delete from ${name}`),
    ...walled.map(({ name }) => `truncate ${name} cascade`),
    update('public.users'),
    ...['id', 'schema', 'created_at'].map((name) => `update public.orgs set ${name} = default`),
    'delete from public.users',
    `insert into public.users (name, email) values ('Eve', 'eve@example.com')`,
    'create table public.loot (id int)',
    'create table tenant.loot (id int)',
  ])('nobody may %s', async (statement) => {
    const before = await contentsOf(acme)

    await expect(inside(acme.admin)(execute(statement))).rejects.toMatchObject(refused)

    expect(await contentsOf(acme)).toEqual(before)
  })

  test.each(ofOrgs)('a row of $name cannot be planted in another org', async ({ name }) => {
    const before = await contentsOf(globex)
    const plant = execute(await insertLike(name, before, await createUser()))

    await expect(inside(acme.admin)(plant)).rejects.toMatchObject(stopped)
    expect(await contentsOf(globex)).toEqual(before)

    await asSystem('the row itself is in order', plant)
  })

  const movable = may('update').filter(({ name }) => name !== 'public.orgs')
  test.each(movable)('a row of $name cannot be moved away', async ({ name, key }) => {
    const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
    const move = execute(`update ${name} set ${key} = '${globex.id}'`)

    await expect(inside(acme.admin)(move)).rejects.toMatchObject(stopped)

    expect(await contentsOf(acme)).toEqual(before.acme)
    expect(await contentsOf(globex)).toEqual(before.globex)
  })

  test('an org cannot be changed by inserting it again', async () => {
    const before = await contentsOf(globex)
    const take = execute(`insert into orgs (id, name, slug)
      values ('${globex.id}', 'Stolen', '${globex.admin.org.slug}')
      on conflict (id) do update set name = excluded.name`)

    await expect(inside(acme.admin)(take)).rejects.toMatchObject(stopped)

    expect(await contentsOf(globex)).toEqual(before)
  })

  test('an address cannot be taken by inserting it again', async () => {
    const before = await contentsOf(globex)
    const take = execute(`insert into org_slugs (org_id, slug)
      values ('${acme.id}', '${globex.admin.org.slug}')
      on conflict (slug) do update set org_id = excluded.org_id`)

    await expect(inside(acme.admin)(take)).rejects.toMatchObject(refused)

    expect(await contentsOf(globex)).toEqual(before)
  })

  test('an org cannot have the address of another', async () => {
    const before = await contentsOf(acme)
    const { slug } = globex.admin.org

    await expect(
      inside(acme.admin)(execute(`update orgs set slug = '${slug}'`)),
    ).rejects.toMatchObject({
      cause: { message: expect.stringContaining('violates foreign key constraint') },
    })

    expect(await contentsOf(acme)).toEqual(before)
  })

  test('two orgs can hold a project with the same id', async () => {
    const { acme, globex } = await twoOrgs()
    const [id] = await valuesOf('projects', 'id', inside(acme.admin))

    await inside(globex.admin)(execute(`update projects set id = '${id}'`))

    expect(await valuesOf('projects', 'id', inside(globex.admin))).toEqual([id])
    expect(await valuesOf('projects', 'id', inside(acme.admin))).toEqual([id])
  })
})

describe('outside orgs', () => {
  test('a person sees their memberships and invitations, and the orgs behind both', async () => {
    expect(await everything(as(ann.user))).toEqual({
      ...Object.fromEntries(walled.map(({ name }) => [name, []])),
      'public.users': [ann.user.id],
      'public.memberships': [acme.id, globex.id].sort(),
      'public.invitations': [initech.id],
      'public.org_slugs': [acme.id, globex.id].sort(),
      'public.orgs': [acme.id, globex.id, initech.id].sort(),
    })
  })

  test('an invitation that was answered does not show', async () => {
    const acme = await fill()
    const ann = await createUser()
    await declineInvitation(ann, await invite(acme, ann))

    expect(await valuesOf('invitations', 'org_id', as(ann))).toEqual([])
    expect(await valuesOf('orgs', 'id', as(ann))).toEqual([])
  })

  test('an address that is not verified shows no invitation', async () => {
    const acme = await fill()
    const eve = await createUser()
    await invite(acme, eve)
    await asSystem('test', execute(`update users set email_verified = null where id = '${eve.id}'`))

    expect(await valuesOf('invitations', 'org_id', as(eve))).toEqual([])
    expect(await valuesOf('orgs', 'id', as(eve))).toEqual([])
  })

  test.each(ofOrgs)('a person writes nothing into $name', async ({ name }) => {
    const before = await contentsOf(acme)

    for (const user of [ann.user, await createUser()]) {
      const plant = execute(await insertLike(name, before, user))
      await expect(as(user)(plant)).rejects.toMatchObject(stopped)
      expect(await rowsChanged(update(name), as(user))).toBe(0)
      expect(await rowsChanged(`delete from ${name}`, as(user))).toBe(0)
    }

    expect(await contentsOf(acme)).toEqual(before)
  })

  test('a stranger cannot become an admin', async () => {
    const eve = await createUser()
    const join = execute(`insert into memberships (org_id, user_id, role)
      values ('${acme.id}', '${eve.id}', 'admin')`)

    await expect(as(eve)(join)).rejects.toMatchObject(stopped)

    expect(await valuesOf('memberships', 'user_id', inside(acme.admin))).not.toContain(eve.id)
  })
})

describe.each([
  { tenant: 'no tenant', settings: '' },
  {
    tenant: 'an empty tenant',
    settings: `; set local app.org_id = ''; set local app.user_id = ''`,
  },
])('with $tenant', ({ settings }) => {
  const opening = `begin; set local role "${env().DATABASE_USER_ROLE}"${settings}`
  const nobody: Enter = (run) => inTransaction(pool(), opening, run)

  test.each(walled)('no row of $name shows or changes', async ({ name }) => {
    const before = await contentsOf(acme)

    expect(await rowsOf(name, nobody)).toEqual([])
    expect(await rowsChanged(update(name), nobody)).toBe(0)
    expect(await rowsChanged(`delete from ${name}`, nobody)).toBe(0)

    expect(await contentsOf(acme)).toEqual(before)
  })

  test.each(ofOrgs)('no row of $name is added', async ({ name }) => {
    const plant = execute(await insertLike(name, await contentsOf(acme), await createUser()))

    await expect(nobody(plant)).rejects.toMatchObject(stopped)
  })
})

describe.each([
  { door: 'asOrg', enter: inside((await createOrg()).admin) },
  { door: 'asUser', enter: as(await createUser()) },
])('through $door', ({ enter }) => {
  test.each(closed)('$name is closed', async ({ name, firstColumn }) => {
    const statements = [
      `select from ${name}`,
      `insert into ${name} default values`,
      `update ${name} set ${firstColumn} = default`,
      `delete from ${name}`,
      `truncate ${name}`,
    ]
    for (const statement of statements) {
      await expect(enter(execute(statement))).rejects.toMatchObject(refused)
    }
  })

  test('mail can be added to the queue, and nothing else', async () => {
    const payload = JSON.stringify({ id: randomUUID() })

    await enter(execute(`select add_job('send_mail', '${payload}')`))
    await expect(enter(execute(`select add_job('clean_up', '${payload}')`))).rejects.toMatchObject({
      cause: { message: 'unknown task clean_up' },
    })
    await expect(
      enter(execute(`select graphile_worker.add_job('clean_up')`)),
    ).rejects.toMatchObject(refused)

    expect(await tasksWith(payload)).toEqual(['send_mail'])
  })
})

test.each(closed)('no column of $name is granted', async ({ name }) => {
  const { rows } = await pool().query(
    `select has_any_column_privilege($1, $2::regclass, 'select, insert, update, references') as open`,
    [env().DATABASE_USER_ROLE, name],
  )
  expect(rows).toEqual([{ open: false }])
})

test('what shows a person more than an org lets nobody write', async () => {
  const { rows } = await pool().query(
    `select distinct polcmd as command from pg_policy where polname = 'person'`,
  )
  expect(rows).toEqual([{ command: 'r' }])
})

test('one function lends the rights of its owner, and not to everybody', async () => {
  const { rows } = await pool().query(
    `select oid::regprocedure::text as name, has_function_privilege('public', oid, 'execute') as open
     from pg_proc where prosecdef and pronamespace <> 'pg_catalog'::regnamespace`,
  )
  expect(rows).toEqual([{ name: 'add_job(text,json)', open: false }])
})

test('the queue runs no code of whoever adds to it', async () => {
  onTestFinished(closePool)
  const add = inside(acme.admin)(async (tx) => {
    await execute(`create function pg_temp.spy(value pg_catalog.text) returns boolean
      language plpgsql as $$ begin raise exception 'run as %', current_user; end $$`)(tx)
    await execute('create domain pg_temp.text as pg_catalog.text check (pg_temp.spy(value))')(tx)
    await execute('set local search_path = pg_temp, pg_catalog, public')(tx)
    await execute(`select public.add_job('send_mail', '{}')`)(tx)
  })

  await expect(add).resolves.toBeUndefined()
})

test.each(ofOrgs)('the system reads and writes $name of every org', async ({ name }) => {
  const { acme, globex } = await twoOrgs()
  const before = { acme: await contentsOf(acme), globex: await contentsOf(globex) }
  expect(before.acme[name]).not.toEqual([])
  expect(before.globex[name]).not.toEqual([])

  await asSystem('test', execute(update(name)))

  expect((await contentsOf(acme))[name]).not.toEqual(before.acme[name])
  expect((await contentsOf(globex))[name]).not.toEqual(before.globex[name])
})

// PostgreSQL 15 cannot grant a role without its rights, and a superuser sees everything.
test.runIf(await loginIsPlain()).each(walled)(
  'the login by itself sees no row of $name',
  async ({ name }) => {
    expect(await rowsOf(name, (run) => inTransaction(pool(), 'begin', run))).toEqual([])
  },
)

/** An org with rows in every table of orgs. A new table needs a line here. */
async function fill(name?: string): Promise<TestOrg> {
  const org = await createOrg(name)
  await inviteMembers(org.admin, { emails: [uniqueEmail()], role: 'member' })
  await createProject(org.admin, { name: 'Moonshot' })
  return org
}

async function twoOrgs() {
  return { acme: await fill('Acme'), globex: await fill('Globex') }
}

/** Ann is in Acme, which is where her scope is, and in Globex, and is invited to Initech. */
async function orgsOfAnn() {
  const { acme, globex } = await twoOrgs()
  const initech = await fill('Initech')
  const ann = await acme.join('admin')
  await acceptInvitation(ann.user, await invite(globex, ann.user))
  await invite(initech, ann.user)
  return { ann, acme, globex, initech }
}

async function invite(org: TestOrg, user: OrgScope['user']): Promise<Invitation> {
  await inviteMembers(org.admin, { emails: [user.email], role: 'member' })
  const [invitation] = await listMyInvitations(user)
  if (!invitation) throw new Error('The invitation is missing.')
  return invitation
}

function inside(scope: OrgScope): Enter {
  return (run) => asOrg(scope, run)
}

function as(user: { id: string }): Enter {
  return (run) => asUser(user, run)
}

function execute(statement: string) {
  return (tx: Tx) => tx.execute(sql.raw(statement))
}

async function rowsOf(table: string, enter: Enter) {
  return (await enter(execute(`select * from ${table} t order by t::text`))).rows
}

async function valuesOf(table: string, column: string, enter: Enter) {
  const { rows } = await enter(
    execute(`select distinct ${column} as value from ${table} order by 1`),
  )
  return rows.map(({ value }) => value)
}

/** The keys of all rows that show, by table. */
async function everything(enter: Enter) {
  const seen: Record<string, unknown[]> = {}
  for (const { name, key } of walled) seen[name] = await valuesOf(name, key ?? '', enter)
  return seen
}

async function rowsChanged(statement: string, enter: Enter) {
  try {
    return (await enter(execute(statement))).rowCount
  } catch (error) {
    expect(error).toMatchObject(refused)
    return 0
  }
}

function update(table: string) {
  const column = table === 'public.orgs' ? 'deleted_at' : 'created_at'
  return `update ${table} set ${column} = 'epoch'`
}

/** Another row like the first of an org, about this person. */
async function insertLike(
  table: string,
  contents: Record<string, unknown[]>,
  user: { id: string },
) {
  const [first] = contents[table] ?? []
  const [id, slug] = [randomUUID(), uniqueSlug()]
  if (table === 'public.orgs') {
    const take = `insert into org_slugs (org_id, slug) values ('${id}', '${slug}')`
    await asSystem('an org needs an address', execute(take))
  }
  const changed = { id, slug, email: uniqueEmail(), user_id: user.id }
  const row = JSON.stringify({ ...(first as object), ...changed }).replaceAll("'", "''")
  return `insert into ${table} select * from json_populate_record(null::${table}, '${row}')`
}

async function tasksWith(payload: string) {
  const { rows } = await pool().query<{ task: string }>(
    `select identifier as task from graphile_worker._private_jobs job
     join graphile_worker._private_tasks task on task.id = job.task_id
     where payload::text = $1`,
    [payload],
  )
  return rows.map(({ task }) => task)
}

async function loginIsPlain() {
  const { rows } = await pool().query<{ plain: boolean }>(
    `select not rolsuper and current_setting('server_version_num')::int >= 160000 as plain
     from pg_roles where rolname = current_user`,
  )
  return rows[0]?.plain ?? false
}

/** Everything that has rows, of whatever schema: a table that is added tomorrow is in it. */
async function listTables(): Promise<Table[]> {
  const { rows } = await pool().query<Table>(`
    select format('%I.%I', n.nspname, c.relname) as name,
      (select quote_ident(attname) from pg_attribute where attrelid = c.oid and attnum = 1)
        as "firstColumn",
      case when c.relname in ('orgs', 'users') then 'id'
        else (select attname from pg_attribute
          where attrelid = c.oid and attname = 'org_id' and not attisdropped) end as key
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
      and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    order by 1`)
  return rows
}
