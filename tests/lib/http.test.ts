import { expect, test } from 'vitest'
import { AppError } from '@/lib/errors'
import { runHandler, STATUS } from '@/lib/http'

test.each(Object.entries(STATUS))(
  '%s is answered with %i and its message',
  async (code, status) => {
    const answer = await runHandler(async () => {
      throw new AppError(code as keyof typeof STATUS, 'No.', 'name')
    })
    expect(answer.status).toBe(status)
    expect(await answer.json()).toEqual({ error: { code, message: 'No.', field: 'name' } })
  },
)

test('what is no refusal passes through', async () => {
  const broken = runHandler(() => Promise.reject(new Error('secret')))
  await expect(broken).rejects.toThrow('secret')
  expect((await runHandler(async () => new Response('fine'))).status).toBe(200)
})
