import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import path from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'drizzle-orm'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { closePool, createPool, inTransaction, pool } from '@/db/client'
import { projects } from '@/db/schema/tenant/projects'
import { asOrg, asSystem, type Tx } from '@/db/transactions'
import { databaseEnv } from '@/lib/env'
import { createOrg, type TestOrg } from '../factories'
import { query } from '../setup/databases'
import { createWrites, loseConnection, type Outcome, type Write } from './fixtures/lost-connection'
import { signal } from './fixtures/signal'

const { DATABASE_URL: url } = databaseEnv()

beforeAll(() => createWrites(url))

test('after a lost connection no statement runs in the transaction of another tenant', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  await usePoolOf(1)
  const lost = signal()
  pool().once('connect', (client) => client.once('end', lost.resolve))

  const outcome = await loseConnection(
    {
      transactionOf: (id, run) =>
        asOrg({ user: acme.admin.user, org: { id } }, (tx) =>
          run(async (statement) => (await tx.execute(sql.raw(statement))).rows),
        ),
      connectionLost: lost.promise,
    },
    url,
    acme.id,
    globex.id,
  )

  expect(outcome).toEqual({
    a: 'rejected',
    b: 'fulfilled',
    settingsOfB: [globex.id, globex.id, globex.id],
    rows: [{ writer: globex.id, setting: globex.id }],
  })
})

// If this fails because the row stays out, postgres.js can replace pg: docs/decisions/driver.md
test('with postgres.js the statement runs there', { timeout: 30_000 }, async () => {
  const script = path.join(import.meta.dirname, 'fixtures/postgres-js.ts')
  const args = ['--import', 'tsx', script, url, 'acme', 'globex']
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 25_000 })

  const outcome: Outcome = JSON.parse(stdout)
  expect(outcome).toMatchObject({ a: 'rejected', b: 'fulfilled' })
  expect(outcome.rows).toContainEqual({ writer: 'acme', setting: 'globex' })
})

test('a statement after the end of its transaction is rejected', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  await usePoolOf(1)
  const entered = signal()
  const late = signal<Promise<unknown>>()

  const failing = asOrg(acme.admin, (tx) => {
    const lateStatement = entered.promise.then(() => insertWrite(tx, acme.id))
    late.resolve(lateStatement)
    return Promise.all([tx.execute(sql`select 1 / 0`), lateStatement])
  })
  const next = asOrg(globex.admin, async (tx) => {
    entered.resolve()
    await Promise.allSettled([late.promise])
    await insertWrite(tx, globex.id)
  })

  await expect(failing).rejects.toMatchObject({ cause: { message: 'division by zero' } })
  await next
  await expect(late.promise).rejects.toMatchObject({ cause: { message: /has ended/ } })
  expect(await listWrites(acme, globex)).toEqual([{ writer: globex.id, setting: globex.id }])
})

test('a transaction with a swallowed error is rejected', async () => {
  const acme = await createOrg()

  const withSwallowedError = asOrg(acme.admin, async (tx) => {
    await insertWrite(tx, acme.id)
    await tx.execute(sql`select 1 / 0`).catch(() => {})
  })

  await expect(withSwallowedError).rejects.toThrow('nothing was committed')
  expect(await listWrites(acme)).toEqual([])
})

test('a connection whose rollback fails is closed, and its rows are not committed', {
  timeout: 20_000,
}, async () => {
  const connections = createPool(url, 1)
  onTestFinished(() => connections.end())
  const { query_timeout = Number.NaN } = connections.options
  connections.options.query_timeout = query_timeout / 30 // half a minute is long for a test
  const blocker = createPool(url, 1)
  onTestFinished(() => blocker.end())

  await inTransaction(blocker, 'begin; select pg_advisory_xact_lock(1)', async () => {
    const unanswered = inTransaction(connections, 'begin', async (tx) => {
      await insertWrite(tx, 'unanswered')
      await tx.execute(sql`select pg_advisory_xact_lock(1)`)
    })
    await expect(unanswered).rejects.toMatchObject({ cause: { message: 'Query read timeout' } })
  })
  await inTransaction(connections, 'begin', (tx) => insertWrite(tx, 'next'))

  const rows = await query(url, `select writer from writes where writer in ('unanswered', 'next')`)
  expect(rows).toEqual([{ writer: 'next' }])
})

test('a lost idle connection is replaced', async () => {
  const acme = await createOrg()
  const removed = signal<unknown>()
  pool().once('remove', removed.resolve)

  await killBackends()
  await removed.promise

  await asOrg(acme.admin, (tx) => insertWrite(tx, acme.id))
})

test('an unresponsive database causes timeouts', { timeout: 20_000 }, async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  const connections = createPool(`postgres://acme:acme@127.0.0.1:${port}/acme`, 1)

  const all = [1, 2].map(() => inTransaction(connections, 'begin', async () => {}))

  const ends = await Promise.allSettled(all)
  expect(ends).toMatchObject([
    { status: 'rejected', reason: { message: /timeout/ } },
    { status: 'rejected', reason: { message: /timeout/ } },
  ])
})

test('while backends are killed, 40 orgs keep every acknowledged row, each its own', {
  timeout: 60_000,
}, async () => {
  await usePoolOf(10)
  const orgs = await Promise.all(Array.from({ length: 40 }, () => createOrg()))
  const acknowledged: string[] = []
  const failures: unknown[] = []
  let begun = 0

  const workFor = async (org: TestOrg) => {
    for (let turn = 0; turn < 50; turn++) {
      begun += 1
      if (begun % 200 === 100) await killBackends()
      await insertProject(org).then(
        (id) => acknowledged.push(id),
        (failure) => failures.push(failure),
      )
    }
  }
  await Promise.all(orgs.map(workFor))
  acknowledged.push(...(await Promise.all(orgs.map(insertProject))))

  for (const failure of failures)
    expect(`${failure} ${(failure as Error).cause}`).toMatch(LOST_CONNECTION)
  expect(failures.length).toBeGreaterThanOrEqual(10)
  expect(failures.length).toBeLessThan(300)

  const stored = await asSystem('test', (tx) => tx.select().from(projects))
  expect(stored.filter(({ orgId, name }) => orgId !== name)).toEqual([])
  const ids = new Set(stored.map(({ id }) => id))
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])

  const writes = await listWrites(...orgs)
  expect(writes.filter(({ writer, setting }) => writer !== setting)).toEqual([])
  expect(writes).toHaveLength(stored.length)
})

const LOST_CONNECTION =
  /terminating connection|connection error|Connection terminated|ECONNRESET|EPIPE/

/** Reopens the pool with another size. */
async function usePoolOf(size: number) {
  await closePool()
  databaseEnv().DATABASE_POOL_SIZE = size
}

/** Inserts a project and a write, and returns the id of the project. */
async function insertProject(org: TestOrg) {
  const { user } = org.admin
  return asOrg(org.admin, async (tx) => {
    const id = randomUUID()
    const creator = { createdBy: user.id, createdByName: user.name }
    await tx.insert(projects).values({ orgId: org.id, id, name: org.id, ...creator })
    await insertWrite(tx, org.id)
    return id
  })
}

async function insertWrite(tx: Tx, writer: string) {
  await tx.execute(sql`insert into writes (writer) values (${writer})`)
}

async function listWrites(...orgs: TestOrg[]) {
  const ids = orgs.map(({ id }) => `'${id}'`)
  return query<Write>(url, `select * from writes where writer in (${ids.join(', ')})`)
}

/** Terminates every connection of the test. */
async function killBackends() {
  await query(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
  )
}
