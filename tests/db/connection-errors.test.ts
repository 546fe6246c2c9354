import { once } from 'node:events'
import { type AddressInfo, connect, createServer } from 'node:net'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createPool } from '@/db/client'
import { explainConnectionError } from '@/db/connection-errors'

const ENCODE =
  'Percent-encode special characters of the password, for example $ as %24 and # as %23'

test('a refused connection names the host, the port and the reason', async () => {
  const port = await closedPort()

  const message = await messageOf(`postgres://ann:hunter2@localhost:${port}/acme`)

  expect(message).toMatch(
    new RegExp(
      `^Cannot connect to PostgreSQL at localhost:${port}: connect ECONNREFUSED .*:${port}`,
    ),
  )
  expect(message).toContain('Check that it is running there, or correct DATABASE_URL.')
})

test('every IP address of a name is listed, because the error of Node.js has no message', async () => {
  const port = await closedPort()
  const addresses = [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ]
  const socket = connect({
    host: 'localhost',
    port,
    lookup: (_, __, found) => found(null, addresses),
  })
  const error = await new Promise<Error>((resolve) => socket.once('error', resolve))

  const { message } = explainConnectionError(error, {
    host: 'localhost',
    port,
    variable: 'DATABASE_URL',
  })

  expect(error.message).toBe('')
  expect(message).toContain(`127.0.0.1:${port}`)
  expect(message).toContain(`::1:${port}, `)
})

test.each([
  {
    what: 'a wrong password',
    change: (url: URL) => Object.assign(url, { password: 'hunter2' }),
    reason: 'password authentication failed for user',
    cure: `Correct the user or the password in DATABASE_URL. ${ENCODE}`,
  },
  {
    what: 'an unknown database',
    change: (url: URL) => Object.assign(url, { pathname: '/nowhere' }),
    reason: 'database "nowhere" does not exist',
    cure: 'Create the database, or correct its name in DATABASE_URL.',
  },
  {
    what: 'a server without TLS',
    change: (url: URL) => Object.assign(url, { search: '?sslmode=require' }),
    reason: 'The server does not support SSL connections',
    cure: 'Correct sslmode in DATABASE_URL',
  },
  {
    what: 'an unknown host',
    change: (url: URL) => Object.assign(url, { hostname: 'db.invalid' }),
    reason: 'db.invalid',
    cure: `Correct the host in DATABASE_URL. ${ENCODE}`,
  },
])('$what is explained without the password', async ({ change, reason, cure }) => {
  const url = change(new URL(inject('server')))

  const message = await messageOf(url.href)

  expect(message).toContain(`Cannot connect to PostgreSQL at ${url.host}: `)
  expect(message).toContain(reason)
  expect(message).toContain(cure)
  expect(message).not.toContain(url.password)
})

test('a silent server is explained', { timeout: 20_000 }, async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo

  expect(await messageOf(`postgres://ann@127.0.0.1:${port}/acme`)).toMatch(
    new RegExp(`^Cannot connect to PostgreSQL at 127.0.0.1:${port}: .*timeout`),
  )
})

/** Returns the message of the error, which callers with a promise and with a callback both get. */
async function messageOf(url: string): Promise<string> {
  const pool = createPool(url, 2)
  onTestFinished(() => pool.end())
  const failures = await Promise.allSettled([pool.connect(), pool.query('select 1')])
  const [message, ...others] = failures.map(
    (failure) => failure.status === 'rejected' && failure.reason.message,
  )
  expect(others).toEqual([message])
  return message
}

/** A port on which nothing listens. */
async function closedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}
