import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { closePool, createPool, inTransaction, pool } from '@/db/client'
import { lockOf, ownSchemaOf } from '@/db/tenants/schemas'
import { asOrg, asSystem, asUser, type Tx } from '@/db/transactions'
import { databaseEnv } from '@/lib/env'
import { query } from '../setup/databases'
import { type CuttingProxy, startCuttingProxy } from './fixtures/cutting-proxy'

const { DATABASE_URL: url, DATABASE_USER_ROLE, DATABASE_SYSTEM_ROLE } = databaseEnv()
const user = { id: randomUUID() }
const org = { id: randomUUID() }

type Run = <T>(run: (tx: Tx) => Promise<T>) => Promise<T>

const TRANSACTIONS: Record<string, Run> = {
  asUser: (run) => asUser(user, run),
  asOrg: (run) => asOrg({ user, org }, run),
  asSystem: (run) => asSystem('test', run),
}

// The login role owns the table. If a role was not entered, the insert would succeed too.
const insert = (tx: Tx) => tx.execute(sql`insert into public.writes values (${'row'})`)

/** A returned query is one round trip. An `async` function begins, and sends one statement at a time. */
const INSERTS: Record<string, (enter: Run) => Promise<unknown>> = {
  'a returned query': (enter) => enter(insert),
  'an async function': (enter) => enter(async (tx) => insert(tx)),
}

const COMBINATIONS = Object.entries(TRANSACTIONS).flatMap(([name, enter]) =>
  Object.entries(INSERTS).map(([how, run]) => ({ name, enter, how, run })),
)

const writes = () => query(url, 'select * from writes')

beforeEach(async () => {
  await query(
    url,
    `drop table if exists writes; create table writes (value text);
     grant insert on writes to "${DATABASE_USER_ROLE}", "${DATABASE_SYSTEM_ROLE}"`,
  )
})

afterEach(async () => {
  Object.assign(databaseEnv(), { DATABASE_URL: url, DATABASE_USER_ROLE, DATABASE_SYSTEM_ROLE })
  await closePool()
})

describe.each(COMBINATIONS)('$name, $how', ({ enter, run }) => {
  test('runs if the role can be entered', async () => {
    await run(enter)

    expect(await writes()).toHaveLength(1)
  })

  test.each([
    ['does not exist', 'nobody_has_this'],
    ['may not be entered', 'pg_read_all_data'],
  ])('does not run if the role %s', async (_, role) => {
    Object.assign(databaseEnv(), { DATABASE_USER_ROLE: role, DATABASE_SYSTEM_ROLE: role })

    await expect(run(enter)).rejects.toMatchObject({
      cause: { message: expect.stringContaining(role) },
    })

    expect(await writes()).toEqual([])
    Object.assign(databaseEnv(), { DATABASE_USER_ROLE, DATABASE_SYSTEM_ROLE })
    await run(enter)
    expect(await writes()).toHaveLength(1)
  })

  test('is not committed if the connection is lost after any of its messages', async () => {
    const proxy = await startCuttingProxy(url)
    onTestFinished(proxy.stop)
    Object.assign(databaseEnv(), { DATABASE_URL: proxy.url, DATABASE_POOL_SIZE: 1 })
    const messages = await messagesOf(proxy, () => run(enter))
    await query(url, 'delete from writes')

    for (let passed = 0; passed < messages; passed++) {
      await closePool()
      await pool().query('select 1')
      proxy.cutAfter(passed)
      await expect(run(enter), `${passed} of ${messages}`).rejects.toThrow()
      await proxy.ended()
      proxy.cutAfter(Number.POSITIVE_INFINITY)
      expect(await writes(), `${passed} of ${messages}`).toEqual([])
    }
  })
})

async function messagesOf(proxy: CuttingProxy, run: () => Promise<unknown>) {
  await closePool()
  await pool().query('select 1')
  proxy.cutAfter(Number.POSITIVE_INFINITY)
  await run()
  return proxy.passed()
}

test.each(Object.entries(TRANSACTIONS))(
  'in %s no later statement runs either',
  async (_, enter) => {
    const role = 'nobody_has_this'
    Object.assign(databaseEnv(), { DATABASE_USER_ROLE: role, DATABASE_SYSTEM_ROLE: role })

    const retried = enter(async (tx) => {
      await insert(tx).catch(() => {})
      await insert(tx)
    })

    await expect(retried).rejects.toThrow()
    expect(await writes()).toEqual([])
  },
)

describe.each(Object.entries(INSERTS))('asOrg, %s', (_, run) => {
  const enter = TRANSACTIONS.asOrg as Run

  test('does not run if the search path cannot be read', async () => {
    await query(url, `revoke select on orgs from "${DATABASE_USER_ROLE}"`)
    onTestFinished(
      async () => void (await query(url, `grant select on orgs to "${DATABASE_USER_ROLE}"`)),
    )

    await expect(run(enter)).rejects.toMatchObject({ cause: { code: '42501' } })

    expect(await writes()).toEqual([])
  })

  test('does not run while the tables of the org are moved', async () => {
    const { pathname } = new URL(url)
    await query(url, `alter database "${pathname.slice(1)}" set lock_timeout = '50ms'`)
    await closePool()
    const mover = createPool(url, 1)
    onTestFinished(() => mover.end())

    const lock = `begin; select pg_advisory_xact_lock(${lockOf(ownSchemaOf(org.id))})`
    await inTransaction(mover, lock, async () => {
      await expect(run(enter)).rejects.toMatchObject({ cause: { code: '55P03' } })
    })

    expect(await writes()).toEqual([])
  })
})
