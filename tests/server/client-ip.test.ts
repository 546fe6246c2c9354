import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { clientIp, pinClientIp } from '@/lib/server/client-ip'
import { serveLoopbackOnly } from '@/lib/server/loopback-only'

pinClientIp(0)
serveLoopbackOnly()
const server = createServer((incoming, answer) =>
  answer.end(String(incoming.headers['x-forwarded-for'])),
).listen(0, '127.0.0.1')
await once(server, 'listening')
const { port } = server.address() as { port: number }

afterAll(() => server.close())

test.each([
  { forwarded: '', proxies: 0, believed: '10.0.0.9' },
  { forwarded: '6.6.6.6', proxies: 0, believed: '10.0.0.9' },
  { forwarded: '8.8.8.8', proxies: 1, believed: '8.8.8.8' },
  { forwarded: '6.6.6.6, 8.8.8.8', proxies: 1, believed: '8.8.8.8' },
  { forwarded: '6.6.6.6, 8.8.8.8, 10.0.0.8', proxies: 2, believed: '8.8.8.8' },
  { forwarded: '', proxies: 1, believed: '10.0.0.9' },
])('"$forwarded" behind $proxies proxies is $believed', ({ forwarded, proxies, believed }) => {
  expect(clientIp(forwarded, '10.0.0.9', proxies)).toBe(believed)
})

test('a made-up address does not reach the app', async () => {
  expect(await get({ 'X-Forwarded-For': '6.6.6.6' })).toBe('127.0.0.1')
})

test.each([
  'localhost',
  'localhost:3000',
  'acme.app.localhost:3000',
  '127.0.0.1:3000',
  '[::1]:3000',
])('local mode answers %s', async (host) => {
  expect(await get({ Host: host })).toBe('127.0.0.1')
})

test.each(['evil.example', 'localhost.evil.example', 'evil-localhost', '192.168.1.2:3000'])(
  'local mode hangs up on "%s"',
  async (host) => {
    await expect(get({ Host: host })).rejects.toMatchObject({ code: 'ECONNRESET' })
  },
)

function get(headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, headers }, (answer) => {
      let body = ''
      answer.on('data', (chunk) => {
        body += chunk
      })
      answer.on('end', () => resolve(body))
    })
    outgoing.on('error', reject).end()
  })
}
