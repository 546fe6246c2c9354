import type { EventEmitter } from 'node:events'
import { sql } from 'drizzle-orm'
import { beforeEach, expect, test } from 'vitest'
import { closePool, pool, type Tx, withSettings } from '@/db/client'
import { asLogin } from '../queue'

beforeEach(async () => {
  await asLogin('drop table if exists writes')
  await asLogin('create table writes (value text)')
})

const insert = (tx: Tx) => tx.execute(sql`insert into writes values (${'row'})`)
const writes = async () => (await pool().query('select * from writes')).rows

test('a returned query is one transaction with its settings', async () => {
  await closePool()
  const state = `select pg_backend_pid() as connection,
    nullif(current_setting('app.user_id', true), '') as setting`
  const { rows } = await withSettings(pool(), [set('app.user_id', 'ours')], (tx) =>
    tx.execute(sql.raw(state)),
  )
  const [{ connection }] = (await pool().query(state)).rows

  expect(rows).toEqual([{ connection, setting: 'ours' }])
  expect((await pool().query(state)).rows).toEqual([{ connection, setting: null }])
})

test('a returned query is one round trip', async () => {
  await closePool()
  let roundTrips = 0
  const connections = pool()
  // PostgreSQL sends this message once for each Sync.
  connections.once('connect', (client) => {
    const { connection } = client as unknown as { connection: EventEmitter }
    connection.on('readyForQuery', () => roundTrips++)
  })
  await connections.query('select 1')
  roundTrips = 0

  await withSettings(connections, [set('app.user_id', 'ours'), 'select 1'], insert)
  expect(roundTrips).toBe(1)

  await withSettings(connections, [set('app.user_id', 'ours'), 'select 1'], async (tx) =>
    insert(tx),
  )
  expect(roundTrips).toBe(1 + 3)
})

test('a returned write is committed', async () => {
  await withSettings(pool(), ['select 1'], insert)

  expect(await writes()).toEqual([{ value: 'row' }])
})

const set = (name: string, value: string) => `select set_config('${name}', '${value}', true)`

const FAILING = {
  'a role that does not exist': [set('role', 'nobody_has_this')],
  'a refused setting': [set('statement_timeout', 'soon')],
  'an error': ['select 1 / 0'],
  'invalid SQL': ['select from from'],
  'a timeout': [set('statement_timeout', '50'), 'select pg_sleep(5)'],
  'a connection that is killed': ['select pg_terminate_backend(pg_backend_pid())'],
}

test.each(Object.entries(FAILING))('after %s the query does not run', async (_, failing) => {
  const others = [set('app.user_id', 'mine'), set('app.ip_address', 'ours')]

  for (const run of [insert, async (tx: Tx) => insert(tx)]) {
    await expect(withSettings(pool(), [...failing, ...others], run)).rejects.toThrow()
    await expect(withSettings(pool(), [...others, ...failing], run)).rejects.toThrow()
  }

  expect(await writes()).toEqual([])
  await withSettings(pool(), others, insert)
  expect(await writes()).toEqual([{ value: 'row' }])
})

test('a timeout among the settings limits the query', async () => {
  const slow = withSettings(pool(), [set('statement_timeout', '50')], (tx) =>
    tx.execute(sql`insert into writes select 'row' from pg_sleep(5)`),
  )

  await expect(slow).rejects.toMatchObject({ cause: { code: '57014' } })

  expect(await writes()).toEqual([])
})

test('a value that cannot be sent fails alone, and leaves the connection usable', async () => {
  await closePool()
  const circular: { self?: unknown } = {}
  circular.self = circular
  const failing = withSettings(pool(), [set('app.user_id', 'ours')], (tx) =>
    tx.execute(sql`insert into writes values (${circular})`),
  )

  await expect(failing).rejects.toThrow()

  expect(await writes()).toEqual([])
  expect(
    (await pool().query(`select nullif(current_setting('app.user_id', true), '') as setting`)).rows,
  ).toEqual([{ setting: null }])
})

test('a constraint that fails at the end undoes the query', async () => {
  await asLogin('alter table writes add unique (value) deferrable initially deferred')
  await withSettings(pool(), ['select 1'], insert)

  await expect(withSettings(pool(), ['select 1'], insert)).rejects.toMatchObject({
    cause: { code: '23505' },
  })

  expect(await writes()).toEqual([{ value: 'row' }])
})
