import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { clientIp, pinClientIp } from '@/lib/server/client-ip'
import { serveLoopbackOnly } from '@/lib/server/loopback-only'

pinClientIp(0)
serveLoopbackOnly()
const server = createServer((incoming, response) =>
  response.end(String(incoming.headers['x-forwarded-for'])),
).listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as { port: number }

afterAll(() => server.close())

test.each([
  { forwarded: '', proxies: 0, expected: '10.0.0.9' },
  { forwarded: '6.6.6.6', proxies: 0, expected: '10.0.0.9' },
  { forwarded: '8.8.8.8', proxies: 1, expected: '8.8.8.8' },
  { forwarded: '6.6.6.6, 8.8.8.8', proxies: 1, expected: '8.8.8.8' },
  { forwarded: '6.6.6.6, 8.8.8.8, 10.0.0.8', proxies: 2, expected: '8.8.8.8' },
  { forwarded: '', proxies: 1, expected: '10.0.0.9' },
])(
  'the client IP of "$forwarded" with $proxies proxies is $expected',
  ({ forwarded, proxies, expected }) => {
    expect(clientIp(forwarded, '10.0.0.9', proxies)).toBe(expected)
  },
)

test('a forged x-forwarded-for is replaced', async () => {
  expect(await get({ 'X-Forwarded-For': '6.6.6.6' })).toBe('127.0.0.1')
})

test.each([
  'localhost',
  'localhost:3000',
  'acme.app.localhost:3000',
  '127.0.0.1:3000',
  '[::1]:3000',
])('local mode serves the host %s', async (host) => {
  expect(await get({ Host: host })).toBe('127.0.0.1')
})

test.each(['evil.example', 'localhost.evil.example', 'evil-localhost', '192.168.1.2:3000'])(
  'local mode disconnects the host "%s"',
  async (host) => {
    await expect(get({ Host: host })).rejects.toMatchObject({ code: 'ECONNRESET' })
  },
)

/** Returns the body of a response. */
function get(headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => {
        body += chunk
      })
      response.on('end', () => resolve(body))
    })
    outgoing.on('error', reject).end()
  })
}
