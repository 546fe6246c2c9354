import { type IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { BlockList } from 'node:net'
import { expect, test, vi } from 'vitest'
import {
  includes,
  PRIVATE_NETWORK,
  protectLocalMode,
  redirectToAppUrl,
  THIS_MACHINE,
} from '@/lib/server/local-mode'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'
import { receive } from './receive'

test.each([
  ['127.0.0.1', true, true],
  ['127.9.9.9', true, true],
  ['::1', true, true],
  ['::ffff:127.0.0.1', true, true],
  ['172.17.0.1', false, true],
  ['::ffff:192.168.1.7', false, true],
  ['10.2.3.4', false, true],
  ['fe80::1%eth0', false, true],
  ['fd00::1', false, true],
  ['172.32.0.1', false, false],
  ['8.8.8.8', false, false],
  ['::ffff:8.8.8.8', false, false],
  ['2001:db8::1', false, false],
  ['', false, false],
])('"%s" is this machine: %s, or in the private network: %s', (address, isThis, isPrivate) => {
  expect([includes(THIS_MACHINE, address), includes(PRIVATE_NETWORK, address)]).toEqual([
    isThis,
    isPrivate,
  ])
})

test('other machines are disconnected, which is logged once', async () => {
  const warn = vi.spyOn(console, 'warn').mockReturnValue()
  for (let attempt = 0; attempt < 2; attempt++) {
    await expect(
      receive({}, (request) => protectLocalMode(request, new BlockList(), 0)),
    ).rejects.toMatchObject({ code: 'ECONNRESET' })
  }
  expect(warn.mock.calls).toEqual([[expect.stringMatching(/LOCAL_MODE=1.*APP_URL/)]])
})

test.each([
  'Forwarded',
  'Via',
  'X-Forwarded-For',
  'X-Forwarded-Host',
  'X-Forwarded-Proto',
  'X-Real-IP',
  'True-Client-IP',
  'CF-Connecting-IP',
])('a request with %s is marked as forwarded', async (name) => {
  expect(await isMarked({ [name]: '127.0.0.1' })).toBe(true)
})

test('a request of a browser is not marked, and cannot set or remove the mark', async () => {
  const browser = { Accept: '*/*', Origin: 'http://localhost', Cookie: 'a=b' }
  expect(await isMarked(browser)).toBe(false)
  expect(await isMarked({ [REQUEST_HEADERS.forwarded]: '1' })).toBe(false)
  expect(await isMarked({ [REQUEST_HEADERS.forwarded]: '', Via: '1.1 proxy' })).toBe(true)
})

test('PROXIES allows X-Forwarded-For and no other header', async () => {
  expect(await isMarked({ 'X-Forwarded-For': '8.8.8.8' }, 1)).toBe(false)
  expect(await isMarked({ 'X-Forwarded-For': '8.8.8.8', 'X-Real-IP': '8.8.8.8' }, 1)).toBe(true)
})

test.each([
  ['localhost:3000', true],
  ['acme.app.localhost:3000', true],
  ['127.0.0.1:3000', true],
  ['[::1]:3000', true],
  ['evil.example', false],
  ['localhost.evil.example', false],
  ['evil-localhost', false],
  ['192.168.1.2:3000', false],
])('X-Forwarded-Host is believed of the host %s: %s', async (Host, isBelieved) => {
  const headers = await receive({ Host, 'X-Forwarded-Host': 'localhost:3000' }, (request) =>
    protectLocalMode(request, THIS_MACHINE, 0),
  )
  expect(headers['x-forwarded-host'] === 'localhost:3000').toBe(isBelieved)
})

async function isMarked(sent: Record<string, string>, proxies = 0) {
  const headers = await receive(sent, (request) => protectLocalMode(request, THIS_MACHINE, proxies))
  return headers[REQUEST_HEADERS.forwarded] === '1'
}

test.each([
  ['127.0.0.1:3000', 'http://localhost:3000', 'http://localhost:3000/acme?x=1'],
  ['[::1]:3000', 'http://localhost:3000', 'http://localhost:3000/acme?x=1'],
  ['localhost:3000', 'http://app.localhost:3000', 'http://app.localhost:3000/acme?x=1'],
  ['localhost:3000', 'http://localhost:3000', undefined],
  ['127.0.0.1:8080', 'http://localhost:3000', undefined],
  ['127.0.0.1', 'http://localhost:3000', undefined],
  ['192.168.1.2:3000', 'http://localhost:3000', undefined],
  ['acme.app.localhost:3000', 'http://app.localhost:3000', undefined],
])('%s with APP_URL=%s redirects to %s', (host, appUrl, to) => {
  expect(redirectOf({ headers: { host }, method: 'GET', url: '/acme?x=1' }, appUrl)).toBe(to)
})

test('only a page redirects', () => {
  const request = { headers: { host: '127.0.0.1:3000' }, method: 'GET', url: '/acme' }
  const appUrl = 'http://localhost:3000'
  expect(redirectOf(request, appUrl)).toBe('http://localhost:3000/acme')
  expect(redirectOf({ ...request, method: 'POST' }, appUrl)).toBeUndefined()
  expect(redirectOf({ ...request, url: 'http://evil.example/' }, appUrl)).toBeUndefined()
})

function redirectOf(request: object, appUrl: string): unknown {
  const incoming = request as IncomingMessage
  const response = new ServerResponse(incoming)
  const writeHead = vi.spyOn(response, 'writeHead')
  redirectToAppUrl(incoming, response, appUrl)
  const [, headers] = writeHead.mock.calls[0] ?? []
  return (headers as unknown as OutgoingHttpHeaders | undefined)?.Location
}
