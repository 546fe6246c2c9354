import { randomUUID } from 'node:crypto'
import { describe, expect, onTestFinished, test } from 'vitest'
import { closePool, pool } from '@/db/client'
import { jobPolicies, SERVICE_TASKS } from '@/db/jobs'
import { databaseEnv } from '@/lib/env'
import { createOrg, createUser } from '../../factories'
import { asLogin } from '../../queue'
import { as, execute, inOrg } from './statements'
import { closedTables, permissionDenied, protectedTables } from './tables'

test('every table is protected or closed', () => {
  expect(protectedTables.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      ...['public.invitations', 'public.memberships', 'public.org_slugs', 'public.orgs'],
      'public.users',
      ...['tenant.audit_logs', 'tenant.projects'],
    ]),
  )
  expect(closedTables.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      ...[
        'public.accounts',
        'public.passwords',
        'public.email_links',
        'public.email_changes',
        'public.rate_limits',
      ],
      ...['public.sessions', 'public.sign_ups', 'public.__migrations', 'tenant.__migrations'],
      ...['public.pending_links', 'public.pending_sign_ins', 'public.purged_orgs'],
      'public.recovery_codes',
      ...['public.security_events', 'public.two_factors'],
      ...['graphile_worker._private_jobs', 'graphile_worker.jobs'],
    ]),
  )
})

describe.each([
  { transaction: 'asOrg', enter: inOrg((await createOrg()).admin) },
  { transaction: 'asUser', enter: as(await createUser()) },
])('in $transaction', ({ enter }) => {
  test.each(closedTables)('$name cannot be read or written', async ({ name, firstColumn }) => {
    const statements = [
      `select from ${name}`,
      `insert into ${name} default values`,
      `update ${name} set ${firstColumn} = default`,
      `delete from ${name}`,
      `truncate ${name}`,
    ]
    for (const statement of statements) {
      await expect(enter(execute(statement))).rejects.toMatchObject(permissionDenied)
    }
  })

  test('only the tasks of services can be added to the queue', async () => {
    const payload = JSON.stringify({ id: randomUUID() })

    await enter(execute(`select add_job('send_mail', '${payload}')`))
    await expect(enter(execute(`select add_job('clean_up', '${payload}')`))).rejects.toMatchObject({
      cause: { message: 'unknown task clean_up' },
    })
    await expect(
      enter(execute(`select graphile_worker.add_job('clean_up')`)),
    ).rejects.toMatchObject(permissionDenied)

    expect(await tasksWith(payload)).toEqual(['send_mail'])
  })
})

test.each(closedTables)('no column of $name is granted', async ({ name }) => {
  const { rows } = await pool().query(
    `select has_any_column_privilege($1, $2::regclass, 'select, insert, update, references') as open`,
    [databaseEnv().DATABASE_USER_ROLE, name],
  )
  expect(rows).toEqual([{ open: false }])
})

test('the policies named person are for select only', async () => {
  const { rows } = await pool().query(
    `select distinct polcmd as command from pg_policy where polname = 'person'`,
  )
  expect(rows).toEqual([{ command: 'r' }])
})

test('a task that is added to the list can be added by services', async () => {
  const { admin } = await createOrg()
  const payload = JSON.stringify({ id: randomUUID() })
  const add = execute(`select add_job('resize_image', '${payload}')`)
  await expect(inOrg(admin)(add)).rejects.toMatchObject({
    cause: { message: 'unknown task resize_image' },
  })

  await asLogin(jobPolicies([...SERVICE_TASKS, 'resize_image']).join(';'))
  await inOrg(admin)(add)

  expect(await tasksWith(payload)).toEqual(['resize_image'])
  await asLogin(jobPolicies().join(';'))
})

test('two security definer functions exist, and are not granted to public', async () => {
  const { rows } = await pool().query(
    `select oid::regprocedure::text as name, has_function_privilege('public', oid, 'execute') as open
     from pg_proc where prosecdef and pronamespace <> 'pg_catalog'::regnamespace order by 1`,
  )
  expect(rows).toEqual([
    { name: 'add_job(text,json)', open: false },
    { name: 'count_failed_jobs()', open: false },
  ])
})

test('requests cannot count the failed jobs of all orgs', async () => {
  const count = execute('select public.count_failed_jobs()')
  await expect(inOrg((await createOrg()).admin)(count)).rejects.toMatchObject(permissionDenied)
  await expect(as(await createUser())(count)).rejects.toMatchObject(permissionDenied)
})

test('add_job runs no function or type of its caller', async () => {
  onTestFinished(closePool)
  const { admin } = await createOrg()
  const add = inOrg(admin)(async (tx) => {
    await execute(`create function pg_temp.spy(value pg_catalog.text) returns boolean
      language plpgsql as $$ begin raise exception 'run as %', current_user; end $$`)(tx)
    await execute('create domain pg_temp.text as pg_catalog.text check (pg_temp.spy(value))')(tx)
    await execute('set local search_path = pg_temp, pg_catalog, public')(tx)
    await execute(`select public.add_job('send_mail', '{}')`)(tx)
  })

  await expect(add).resolves.toBeUndefined()
})

/** Returns the tasks of all jobs with this payload. */
async function tasksWith(payload: string) {
  const { rows } = await pool().query<{ task: string }>(
    `select identifier as task from graphile_worker._private_jobs job
     join graphile_worker._private_tasks task on task.id = job.task_id
     where payload::text = $1`,
    [payload],
  )
  return rows.map(({ task }) => task)
}
