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
import { env } from '@/lib/env'
import { createOrg, type TestOrg } from '../factories'
import { query } from '../setup/databases'
import {
  type Crossing,
  createCrossings,
  crossTenants,
  type Outcome,
  signal,
} from './fixtures/crossing'

const { DATABASE_URL: url } = env()

beforeAll(() => createCrossings(url))

test('a dying connection lets no statement into the transaction of another tenant', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  await usePoolOf(1)
  const lost = signal()
  pool().once('connect', (client) => client.once('end', lost.resolve))

  const outcome = await crossTenants(
    {
      asTenant: (id, run) =>
        asOrg({ user: acme.admin.user, org: { id } }, (tx) =>
          run(async (statement) => (await tx.execute(sql.raw(statement))).rows),
        ),
      keepsOthersWaiting: lost.promise,
    },
    url,
    acme.id,
    globex.id,
  )

  expect(outcome).toEqual({
    a: 'rejected',
    b: 'fulfilled',
    settingsOfB: [globex.id, globex.id, globex.id],
    rows: [{ writer: globex.id, tenant: globex.id }],
  })
})

// The day this fails because no row goes astray, that driver may take over: docs/decisions/driver.md
test('the control: with postgres.js, it does', { timeout: 30_000 }, async () => {
  const script = path.join(import.meta.dirname, 'fixtures/postgres-js.ts')
  const args = ['--import', 'tsx', script, url, 'acme', 'globex']
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 25_000 })

  const outcome: Outcome = JSON.parse(stdout)
  expect(outcome).toMatchObject({ a: 'rejected', b: 'fulfilled' })
  expect(outcome.rows).toContainEqual({ writer: 'acme', tenant: 'globex' })
})

test('a statement that comes after its transaction is over reaches no other', async () => {
  const acme = await createOrg()
  const globex = await createOrg()
  await usePoolOf(1)
  const entered = signal()
  const late = signal<Promise<unknown>>()

  const failing = asOrg(acme.admin, (tx) => {
    const straggler = entered.promise.then(() => writeCrossing(tx, acme.id))
    late.resolve(straggler)
    return Promise.all([tx.execute(sql`select 1 / 0`), straggler])
  })
  const next = asOrg(globex.admin, async (tx) => {
    entered.resolve()
    await Promise.allSettled([late.promise])
    await writeCrossing(tx, globex.id)
  })

  await expect(failing).rejects.toMatchObject({ cause: { message: 'division by zero' } })
  await next
  await expect(late.promise).rejects.toMatchObject({ cause: { message: /is over/ } })
  expect(await listCrossings(acme, globex)).toEqual([{ writer: globex.id, tenant: globex.id }])
})

test('a transaction that PostgreSQL gave up is not acknowledged', async () => {
  const acme = await createOrg()

  const careless = asOrg(acme.admin, async (tx) => {
    await writeCrossing(tx, acme.id)
    await tx.execute(sql`select 1 / 0`).catch(() => {})
  })

  await expect(careless).rejects.toThrow('nothing was committed')
  expect(await listCrossings(acme)).toEqual([])
})

test('a connection whose rollback fails is thrown away, with what it had not committed', {
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
      await writeCrossing(tx, 'unanswered')
      await tx.execute(sql`select pg_advisory_xact_lock(1)`)
    })
    await expect(unanswered).rejects.toMatchObject({ cause: { message: 'Query read timeout' } })
  })
  await inTransaction(connections, 'begin', (tx) => writeCrossing(tx, 'next'))

  const rows = await query(
    url,
    `select writer from crossings where writer in ('unanswered', 'next')`,
  )
  expect(rows).toEqual([{ writer: 'next' }])
})

test('an idle connection that dies is replaced', async () => {
  const acme = await createOrg()
  const removed = signal<unknown>()
  pool().once('remove', removed.resolve)

  await killBackends()
  await removed.promise

  await asOrg(acme.admin, (tx) => writeCrossing(tx, acme.id))
})

test('a database that does not answer keeps nobody waiting', { timeout: 20_000 }, async () => {
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

test('forty orgs keep what was acknowledged, each its own, while backends are killed', {
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
      await writeProject(org).then(
        (id) => acknowledged.push(id),
        (failure) => failures.push(failure),
      )
    }
  }
  await Promise.all(orgs.map(workFor))
  acknowledged.push(...(await Promise.all(orgs.map(writeProject))))

  for (const failure of failures) expect(`${failure} ${(failure as Error).cause}`).toMatch(LOSS)
  expect(failures.length).toBeGreaterThanOrEqual(10)
  expect(failures.length).toBeLessThan(300)

  const stored = await asSystem('test', (tx) => tx.select().from(projects))
  expect(stored.filter(({ orgId, name }) => orgId !== name)).toEqual([])
  const ids = new Set(stored.map(({ id }) => id))
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([])

  const crossings = await listCrossings(...orgs)
  expect(crossings.filter(({ writer, tenant }) => writer !== tenant)).toEqual([])
  expect(crossings).toHaveLength(stored.length)
})

const LOSS = /terminating connection|connection error|Connection terminated|ECONNRESET|EPIPE/

async function usePoolOf(size: number) {
  await closePool()
  env().DATABASE_POOL_SIZE = size
}

async function writeProject(org: TestOrg) {
  const { user } = org.admin
  return asOrg(org.admin, async (tx) => {
    const id = randomUUID()
    const creator = { createdBy: user.id, createdByName: user.name }
    await tx.insert(projects).values({ orgId: org.id, id, name: org.id, ...creator })
    await writeCrossing(tx, org.id)
    return id
  })
}

async function writeCrossing(tx: Tx, writer: string) {
  await tx.execute(sql`insert into crossings (writer) values (${writer})`)
}

async function listCrossings(...orgs: TestOrg[]) {
  const ids = orgs.map(({ id }) => `'${id}'`)
  return query<Crossing>(url, `select * from crossings where writer in (${ids.join(', ')})`)
}

async function killBackends() {
  await query(
    url,
    `select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`,
  )
}
