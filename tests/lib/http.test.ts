import { expect, test } from 'vitest'
import { z } from 'zod'
import { AppError } from '@/lib/errors'
import { parseBody, runHandler, STATUS } from '@/lib/http'

const request = new Request('http://localhost:3000/api')

test.each(Object.entries(STATUS))(
  '%s is answered with %i and its message',
  async (code, status) => {
    const answer = await runHandler(request, async () => {
      throw new AppError(code as keyof typeof STATUS, 'No.', 'name')
    })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ error: { code, message: 'No.', field: 'name' } })
  },
)

test('what is no refusal passes through', async () => {
  const broken = runHandler(request, () => Promise.reject(new Error('secret')))
  await expect(broken).rejects.toThrow('secret')
  expect((await runHandler(request, async () => new Response('fine'))).status).toBe(200)
})

test.each([
  ['https://evil.example', 403],
  ['http://globex.localhost:3000', 403],
  ['null', 403],
  ['http://localhost:3000', 200],
  [undefined, 200],
])('what a page of %s posts is answered with %i', async (origin, status) => {
  const posted = new Request('http://localhost:3000/api', {
    method: 'POST',
    headers: { host: 'localhost:3000', ...(origin && { origin }) },
  })
  expect((await runHandler(posted, async () => new Response())).status).toBe(status)
})

const json = (body: string) =>
  new Request('http://localhost:3000/api', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json' },
  })

test('a body is read as JSON or as a form, and what is wrong with it is said', async () => {
  const schema = z.object({ name: z.string('Enter a name.') })
  const form = new Request('http://localhost:3000/api', {
    method: 'POST',
    body: new URLSearchParams({ name: 'Ann' }),
  })
  expect(await parseBody(form, schema)).toEqual({ name: 'Ann' })
  expect(await parseBody(json('{"name":"Ann"}'), schema)).toEqual({ name: 'Ann' })
  for (const body of ['{}', '{', '[]', 'null']) {
    await expect(parseBody(json(body), schema)).rejects.toMatchObject({ code: 'invalid' })
  }
})
