import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { parseBody, runHandler, STATUS } from '@/lib/http'

const request = new Request('http://localhost:3000/api')

test.each(Object.entries(STATUS))(
  'the error %s becomes the status %i with its message',
  async (code, status) => {
    const response = await runHandler(request, async () => {
      throw new AppError(code as keyof typeof STATUS, 'No.', 'name')
    })
    expect(response.status).toBe(status)
    expect(response.headers.get('retry-after')).toBe(status === 503 ? '5' : null)
    expect(await response.json()).toEqual({ error: { code, message: 'No.', field: 'name' } })
  },
)

test('other errors are rethrown', async () => {
  const failing = runHandler(request, () => Promise.reject(new Error('secret')))
  await expect(failing).rejects.toThrow('secret')
  expect((await runHandler(request, async () => new Response('fine'))).status).toBe(200)
})

test.each([
  ['https://evil.example', 403],
  ['http://globex.localhost:3000', 403],
  ['null', 403],
  ['http://localhost:3000', 200],
  ['http://LOCALHOST.:3000', 200],
  ['https://localhost:3000', 200],
  [undefined, 200],
])('a POST with the origin %s gets the status %i', async (origin, status) => {
  const post = new Request('http://localhost:3000/api', {
    method: 'POST',
    headers: { host: 'localhost:3000', ...(origin && { origin }) },
  })
  expect((await runHandler(post, async () => new Response())).status).toBe(status)
})

/** A request with a JSON body. */
const json = (body: string) =>
  new Request('http://localhost:3000/api', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })

test('a body is parsed as JSON or as a form, and an invalid body is rejected', async () => {
  const schema = z.object({ name: z.string('Enter a name.') })
  const form = new Request('http://localhost:3000/api', {
    method: 'POST',
    body: new URLSearchParams({ name: 'Ann' }),
  })
  expect(await parseBody(form, schema)).toEqual({ name: 'Ann' })
  expect(await parseBody(json('{"name":"Ann"}'), schema)).toEqual({ name: 'Ann' })
  for (const body of ['{}', '[]', 'null']) {
    await expect(parseBody(json(body), schema)).rejects.toMatchObject({ code: 'invalid' })
  }
})

test.each([
  [400, 'application/json', '{'],
  [400, 'application/json; charset=utf-8', ''],
  [400, 'multipart/form-data; boundary=x', 'garbage'],
  [415, 'text/plain', '{"name":"Ann"}'],
  [415, 'application/jsonp', '{"name":"Ann"}'],
  [415, '', '{"name":"Ann"}'],
  [422, 'application/json', '{"name":1}'],
  [200, 'Application/JSON; charset=utf-8', '{"name":"Ann"}'],
])('the status is %i for a body of the type "%s"', async (status, type, body) => {
  const request = new Request('http://localhost:3000/api', {
    method: 'POST',
    body: new TextEncoder().encode(body),
    headers: type ? { 'content-type': type } : {},
  })
  const response = await runHandler(request, async () =>
    Response.json(await parseBody(request, z.object({ name: z.string() }))),
  )
  expect(response.status).toBe(status)
  const { error } = await response.json()
  expect(error?.code).toBe(status === 200 ? undefined : 'invalid')
})
