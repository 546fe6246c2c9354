import { NextRequest } from 'next/server'
import { expect, test } from 'vitest'
import { middleware } from '@/middleware'

const SESSION = { cookie: 'app-3000.session=token' }
const DOCUMENT = { 'sec-fetch-dest': 'document' }

test('the cookie of a session lasts for thirty more days, once a day', async () => {
  const response = await get('/orgs', { ...SESSION, ...DOCUMENT })

  expect(response.cookies.get('app-3000.session')).toMatchObject({
    value: 'token',
    maxAge: 30 * 24 * 60 * 60,
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
  })
  const mark = response.cookies.get('app-3000.session-extended')
  expect(mark).toMatchObject({ maxAge: 24 * 60 * 60, httpOnly: true })
  const cookie = `${SESSION.cookie}; ${mark?.name}=${mark?.value}`
  expect((await get('/orgs', { ...DOCUMENT, cookie })).cookies.getAll()).toEqual([])
})

test('the cookie stays as it is without a session, in files and in actions', async () => {
  for (const [headers, method] of [
    [DOCUMENT, 'GET'],
    [SESSION, 'GET'],
    [{ ...SESSION, 'sec-fetch-dest': 'image' }, 'GET'],
    [{ ...SESSION, ...DOCUMENT }, 'POST'],
  ] as const) {
    expect((await get('/orgs', headers, method)).cookies.getAll()).toEqual([])
  }
})

function get(path: string, headers: Record<string, string>, method = 'GET') {
  const url = `http://localhost:3000${path}`
  return middleware(
    new NextRequest(url, { method, headers: { host: 'localhost:3000', ...headers } }),
  )
}
