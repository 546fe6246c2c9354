import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { sql } from 'drizzle-orm'
import { expect, onTestFinished, test } from 'vitest'
import { createPool, inTransaction } from '@/db/client'
import { projects } from '@/db/schema/tenant/projects'
import { asOrg } from '@/db/transactions'
import { webRequests } from '@/db/web-request'
import { databaseEnv } from '@/lib/env'
import { contentsOf } from '../../contents'
import { createOrg } from '../../factories'

const WITHIN = { timeout: 20_000 }

/** Runs a transaction in a web request. Returns how it failed and after how many seconds. */
async function failureInRequest(run: () => Promise<unknown>) {
  const request = { metOutage: false }
  const start = performance.now()
  const error = await webRequests.run(request, run).then(
    () => undefined,
    (failure) => failure,
  )
  return { ...request, code: error?.code, seconds: (performance.now() - start) / 1000 }
}

function poolOf(url: string, max: number) {
  const connections = createPool(url, max)
  onTestFinished(() => connections.end())
  return connections
}

test(
  'a web request waits less than five seconds for a database that does not respond',
  WITHIN,
  async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void silent.close())
    await once(silent, 'listening')
    const { port } = silent.address() as AddressInfo
    const connections = poolOf(`postgres://acme:acme@127.0.0.1:${port}/acme`, 1)

    const failures = await Promise.all(
      [1, 2, 3].map(() =>
        failureInRequest(() => inTransaction(connections, 'begin', async () => {})),
      ),
    )

    for (const failure of failures) {
      expect(failure).toMatchObject({ code: 'unavailable', metOutage: true })
      expect(failure.seconds).toBeLessThan(5)
    }
  },
)

test('a refused connection is an outage', async () => {
  const connections = poolOf('postgres://acme:acme@127.0.0.1:1/acme', 1)
  const failure = await failureInRequest(() => inTransaction(connections, 'begin', async () => {}))
  expect(failure).toMatchObject({ code: 'unavailable', metOutage: true })
})

test(
  'a web request waits less than five seconds for a slow statement, and changes nothing',
  WITHIN,
  async () => {
    const acme = await createOrg()
    const globex = await createOrg()
    const before = [await contentsOf(acme), await contentsOf(globex)]

    const failure = await failureInRequest(() =>
      asOrg(acme.admin, async (tx) => {
        const creator = { createdBy: acme.admin.user.id, createdByName: 'Ann' }
        await tx.insert(projects).values({ orgId: acme.id, name: 'Moonshot', ...creator })
        await tx.execute(sql`select pg_sleep(10)`)
      }),
    )

    expect(failure).toMatchObject({ code: 'unavailable', metOutage: true })
    expect(failure.seconds).toBeLessThan(5)
    expect([await contentsOf(acme), await contentsOf(globex)]).toEqual(before)
  },
)

test(
  'a web request whose connection never answers again ends within five seconds',
  WITHIN,
  async () => {
    const connections = poolOf(databaseEnv().DATABASE_URL, 1)

    const failure = await failureInRequest(() =>
      inTransaction(connections, 'begin', async (tx, client) => {
        await client.query('set local statement_timeout = 0')
        await tx.execute(sql`select pg_sleep(10)`)
      }),
    )

    expect(failure).toMatchObject({ code: 'unavailable', metOutage: true })
    expect(failure.seconds).toBeLessThan(5)
    expect(connections.totalCount).toBe(0)
  },
)

test('a rollback that gets no answer ends within two seconds, and closes the connection', async () => {
  const proxy = await createProxy()
  const connections = poolOf(proxy.url, 1)
  const start = performance.now()

  const failing = inTransaction(connections, 'begin', async () => {
    proxy.silence()
    throw new Error('No.')
  })

  await expect(failing).rejects.toThrow('No.')
  expect(performance.now() - start).toBeLessThan(2_000)
  expect(connections.totalCount).toBe(0)
})

test('a single slow query of a web request ends as early', WITHIN, async () => {
  const acme = await createOrg()
  const failure = await failureInRequest(() =>
    asOrg(acme.admin, (tx) => tx.execute(sql`select pg_sleep(10)`)),
  )
  expect(failure).toMatchObject({ code: 'unavailable', metOutage: true })
  expect(failure.seconds).toBeLessThan(5)
})

test('an error in a statement is no outage', async () => {
  const acme = await createOrg()
  const failure = await failureInRequest(() =>
    asOrg(acme.admin, (tx) => tx.execute(sql`select 1 / 0`)),
  )
  expect(failure).toMatchObject({ code: undefined, metOutage: false })
})

test('outside web requests a statement may take longer', WITHIN, async () => {
  const acme = await createOrg()
  await asOrg(acme.admin, (tx) => tx.execute(sql`select pg_sleep(4)`))
})

/** A proxy in front of the database. After `silence`, nothing that it receives arrives. */
async function createProxy() {
  const { hostname, port } = new URL(databaseEnv().DATABASE_URL)
  const sockets: Socket[] = []
  const server = createServer((client) => {
    const upstream = connect(Number(port || 5432), hostname)
    client.pipe(upstream).pipe(client)
    sockets.push(client, upstream)
  }).listen(0, '127.0.0.1')
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  await once(server, 'listening')
  const url = new URL(databaseEnv().DATABASE_URL)
  url.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url: url.href, silence: () => sockets.forEach((socket) => void socket.unpipe()) }
}
