import { afterEach, expect, test, vi } from 'vitest'
import { refuseDemoPassword, requireLocalMode } from '@/lib/auth/guards'
import { DEMO_PASSWORD } from '@/lib/auth/password'
import { env } from '@/lib/env'
import { REQUEST_HEADERS } from '@/lib/tenancy/request-headers'

// There is no request here.
const request = vi.hoisted(() => ({ headers: new Headers() }))
vi.mock('next/headers', () => ({ headers: async () => request.headers, cookies: vi.fn() }))

afterEach(() => {
  request.headers = new Headers()
  env().local = true
})

const notFound = { digest: expect.stringMatching(/404$/) }

test('the pages of local mode are for requests without a proxy', async () => {
  await expect(requireLocalMode()).resolves.toBeUndefined()

  request.headers = new Headers({ [REQUEST_HEADERS.forwarded]: '1' })
  await expect(requireLocalMode()).rejects.toMatchObject(notFound)
})

test('the pages of local mode do not exist otherwise', async () => {
  env().local = false

  await expect(requireLocalMode()).rejects.toMatchObject(notFound)
})

test('the password of the demo accounts does not work through a proxy in local mode', async () => {
  await expect(refuseDemoPassword(DEMO_PASSWORD)).resolves.toBeUndefined()

  request.headers = new Headers({ [REQUEST_HEADERS.forwarded]: '1' })
  await expect(refuseDemoPassword(DEMO_PASSWORD)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(refuseDemoPassword('another password')).resolves.toBeUndefined()

  env().local = false
  await expect(refuseDemoPassword(DEMO_PASSWORD)).resolves.toBeUndefined()
})
