import { once } from 'node:events'
import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, expect, onTestFinished, test } from 'vitest'
import { webRequests } from '@/db/web-request'
import { installGate } from '@/lib/server/gate'

beforeAll(installGate)

/** Starts a server behind the gate. Returns its URL. */
async function serve(handler: RequestListener): Promise<string> {
  const server = createServer(handler).listen(0, '127.0.0.1')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server, 'listening')
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const status500 = (response: ServerResponse) => {
  response.statusCode = 500
  response.setHeader('Content-Type', 'text/html')
  response.end('<html id="__next_error__"></html>')
}

test('32 requests run at once, and the others get a 503 after a second', async () => {
  const running: ServerResponse[] = []
  const url = await serve((_, response) => running.push(response))

  const pending = Array.from({ length: 40 }, () => fetch(url))
  await expect.poll(() => running.length).toBe(32)
  const start = performance.now()
  const refused = await Promise.all([fetch(`${url}/acme`), fetch(`${url}/api/projects`)])

  expect(performance.now() - start).toBeLessThan(3_000)
  expect(refused.map(({ status }) => status)).toEqual([503, 503])
  expect(refused.map(({ headers }) => headers.get('retry-after'))).toEqual(['5', '5'])
  expect(await refused[0]?.text()).toContain('<h1>We will be right back</h1>')
  expect(await refused[1]?.json()).toMatchObject({ error: { code: 'unavailable' } })
  expect(running).toHaveLength(32)
  for (const response of running) response.end('done')
  const statuses = (await Promise.all(pending)).map(({ status }) => status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(32)
  expect(statuses.filter((status) => status === 503)).toHaveLength(8)
})

test('a waiting request runs when another responds', async () => {
  const running: ServerResponse[] = []
  const url = await serve((_, response) => running.push(response))
  const pending = Array.from({ length: 33 }, () => fetch(url))
  await expect.poll(() => running.length).toBe(32)

  running[0]?.end('done')

  await expect.poll(() => running.length).toBe(33)
  for (const response of running.slice(1)) response.end('done')
  expect((await Promise.all(pending)).every(({ status }) => status === 200)).toBe(true)
})

test('requests that wait for something else stop counting', async () => {
  const running: ServerResponse[] = []
  const url = await serve((_, response) => running.push(response))
  const pending = Array.from({ length: 32 }, () => fetch(url))
  await expect.poll(() => running.length).toBe(32)

  const next = (): Promise<unknown> => fetch(url).then(({ status }) => status === 200 || next())
  const admitted = next()

  await expect.poll(() => running.length, { timeout: 15_000 }).toBe(33)
  for (const response of running) response.end('done')
  await Promise.all([...pending, admitted])
})

test('requests that wait for a busy processor count', async () => {
  const running: ServerResponse[] = []
  const url = await serve((_, response) => running.push(response))
  const pending = Array.from({ length: 32 }, () => fetch(url))
  await expect.poll(() => running.length).toBe(32)

  const end = performance.now() + 6_000
  const isOver = () => performance.now() > end
  keepBusy(isOver)
  while (!isOver()) expect((await fetch(url)).status).toBe(503)

  expect(running).toHaveLength(32)
  for (const response of running) response.end('done')
  await Promise.all(pending)
})

/** Leaves the event loop no rest. */
function keepBusy(isOver: () => boolean) {
  const until = performance.now() + 20
  while (performance.now() < until);
  if (!isOver()) setImmediate(keepBusy, isOver)
}

test('files and the health check do not wait', async () => {
  const running: ServerResponse[] = []
  const url = await serve((request, response) => {
    if (request.url === '/busy') running.push(response)
    else response.end('done')
  })
  const pending = Array.from({ length: 32 }, () => fetch(`${url}/busy`))
  await expect.poll(() => running.length).toBe(32)

  for (const path of ['/api/health', '/_next/static/file.js']) {
    expect((await fetch(url + path)).status, path).toBe(200)
  }
  for (const response of running) response.end('done')
  await Promise.all(pending)
})

test('a failed page is complete, and has the status 503 if it met an outage', async () => {
  const url = await serve((request, response) => {
    const webRequest = webRequests.getStore()
    if (webRequest && request.url === '/outage') webRequest.metOutage = true
    status500(response)
  })

  const failed = await fetch(`${url}/bug`)
  expect(failed.status).toBe(500)
  expect(await failed.text()).toContain('<h1>Something went wrong</h1>')
  const unavailable = await fetch(`${url}/outage`)
  expect(unavailable.status).toBe(503)
  expect(unavailable.headers.get('retry-after')).toBe('5')
  expect(await unavailable.text()).toContain('<h1>We will be right back</h1>')
})

test('what scripts requested stays as it is', async () => {
  const url = await serve((_, response) => status500(response))
  const response = await fetch(url, { headers: { rsc: '1' } })
  expect(await response.text()).toBe('<html id="__next_error__"></html>')
})

test.each([
  [400, 'invalid'],
  [404, 'not_found'],
  [405, 'invalid'],
  [431, 'invalid'],
  [500, 'failed'],
])('an error %i of the API that is no JSON becomes JSON', async (status, code) => {
  const url = await serve((request, response) => {
    if (request.url?.endsWith('/own')) response.setHeader('Content-Type', 'application/json')
    response.writeHead(status).end('{"error":"own"}')
  })

  const response = await fetch(`${url}/api/projects`)
  expect(response.status).toBe(status)
  expect(await response.json()).toEqual({ error: { code, message: expect.any(String) } })
  expect(await (await fetch(`${url}/api/own`)).json()).toEqual({ error: 'own' })
  expect(await (await fetch(`${url}/apis`)).text()).toBe('{"error":"own"}')
})

test('a form of an earlier build gets a page, unless a script sent it', async () => {
  const url = await serve((_, response) => {
    response.setHeader('x-nextjs-action-not-found', '1')
    response.writeHead(409, { 'Content-Type': 'text/plain' }).end('Server action not found.')
  })

  const page = await fetch(url, { method: 'POST' })
  expect(page.status).toBe(409)
  expect(await page.text()).toContain('<h1>A new version is available</h1>')
  const scripted = await fetch(url, { method: 'POST', headers: { 'next-action': '40' } })
  expect(await scripted.text()).toBe('Server action not found.')
})
